package org.crmcontracts.contracts.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Measures the product against the same work by bare JDBC in the same run: contract list (50 of 10,000 rows, token,
 * tenant binding, JSON), creating a contract, and the start-up against bare Payara Micro. Prints ratios; asserts none.
 */
final class LoadRun {
    private static final int CONTRACTS = 10_000;
    static final int THREADS = 2;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 8;
    private static final int WARM_SECONDS = 40;

    private LoadRun() {}

    public static void main(String[] args) throws Exception {
        new TestPlatform().launcherSessionOpened(null);
        TestTenant tenant = TestTenant.create();
        Map<String, String> settings = Map.of(
                "DB_URL", System.getProperty("DB_URL"),
                "DB_USER", System.getProperty("DB_USER"),
                "DB_PASSWORD", "",
                "secrets.keyset", System.getProperty("secrets.keyset"));
        long bareStart = bareStart();
        long began = System.nanoTime();
        try (ProductProcess product = ProductProcess.start(settings, "CRM Contracts answers at")) {
            long productStart = System.nanoTime() - began;
            ContractPath path = new ContractPath(tenant, product.base);
            UUID customer = path.customer("Load Ltd");
            ApiClient sales = path.as("sales");
            String first = sales.post("/contracts", path.facts(customer, "5.00"), null)
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            BareSql.fill(tenant, first, CONTRACTS);
            Map<String, Object> facts = path.facts(customer, "5.00");
            warm(WARM_SECONDS, thread -> sales.get("/contracts?limit=50").expect(200));
            // Lists first: creating would make the counted table grow.
            for (int round = 1; round <= ROUNDS; round++) {
                double list = perSecond(i -> sales.get("/contracts?limit=50").expect(200));
                double bare = perSecond(tenant, BareSql::list);
                System.out.printf(
                        "round %d  list    %.0f/s, bare %.0f/s, ratio %.2f%n", round, list, bare, list / bare);
            }
            warm(WARM_SECONDS, thread -> sales.post("/contracts", facts, null).expect(201));
            for (int round = 1; round <= ROUNDS; round++) {
                double create =
                        perSecond(i -> sales.post("/contracts", facts, null).expect(201));
                double bare = perSecond(tenant, connection -> BareSql.create(connection, tenant, first));
                System.out.printf(
                        "round %d  create  %.0f/s, bare %.0f/s, ratio %.2f%n", round, create, bare, create / bare);
            }
            System.out.printf(
                    "start-up %.1f s, bare Payara Micro %.1f s, ratio %.2f%n",
                    productStart / 1e9, bareStart / 1e9, (double) productStart / bareStart);
        }
        System.exit(0);
    }

    /** The server compiles its paths first; a request's cost falls for about half a minute. */
    static void warm(int seconds, IntConsumer request) throws Exception {
        for (int i = 0; i < seconds; i += SECONDS) {
            perSecond(request);
        }
    }

    private static long bareStart() throws Exception {
        Path log = Files.createTempFile("payara", ".log");
        long began = System.nanoTime();
        Process bare = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-jar",
                        Path.of(System.getProperty("crm.dist"), "server/payara-micro.jar")
                                .toString(),
                        "--nocluster",
                        "--disablephonehome",
                        "--port",
                        String.valueOf(ProductProcess.freePort()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!Files.readString(log).contains("ready in")) {
            Thread.sleep(50);
        }
        long took = System.nanoTime() - began;
        bare.destroy();
        bare.waitFor(20, TimeUnit.SECONDS);
        return took;
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private static double perSecond(TestTenant tenant, Work work) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            connections.add(BareSql.open(tenant));
        }
        try {
            return perSecond(thread -> {
                try {
                    work.run(connections.get(thread));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    static double perSecond(IntConsumer body) throws Exception {
        return perSecond(THREADS, body);
    }

    /** The rate of so many callers, each of which waits for its answer before it asks again. */
    static double perSecond(int callers, IntConsumer body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        AtomicInteger done = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        for (int t = 0; t < callers; t++) {
            int thread = t;
            futures.add(pool.submit(() -> {
                while (System.nanoTime() < end) {
                    body.accept(thread);
                    done.incrementAndGet();
                }
            }));
        }
        for (Future<?> future : futures) {
            future.get();
        }
        pool.shutdown();
        return done.get() / (double) SECONDS;
    }
}
