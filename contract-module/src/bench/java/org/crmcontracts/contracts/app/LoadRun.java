package org.crmcontracts.contracts.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
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
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;
    private static final long SECONDS = 8;

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
            String first = sales.post("/contracts", path.facts(customer, "5.00"), null).expect(201).body().path("id").asText();
            fill(tenant, first);
            Map<String, Object> facts = path.facts(customer, "5.00");
            for (int round = 0; round < ROUNDS; round++) {
                double list = perSecond(i -> sales.get("/contracts?limit=50").expect(200));
                double bareList = perSecond(tenant, LoadRun::bareList);
                double create = perSecond(i -> sales.post("/contracts", facts, null).expect(201));
                double bareCreate = perSecond(tenant, connection -> bareCreate(connection, first));
                System.out.printf(
                        "round %d  list %.0f/s, bare %.0f/s, ratio %.2f   create %.0f/s, bare %.0f/s, ratio %.2f%n",
                        round, list, bareList, list / bareList, create, bareCreate, create / bareCreate);
            }
            System.out.printf(
                    "start-up %.1f s, bare Payara Micro %.1f s, ratio %.2f%n",
                    productStart / 1e9, bareStart / 1e9, (double) productStart / bareStart);
        }
        System.exit(0);
    }

    private static long bareStart() throws Exception {
        Path log = Files.createTempFile("payara", ".log");
        long began = System.nanoTime();
        Process bare = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-jar",
                        Path.of(System.getProperty("crm.dist"), "server/payara-micro.jar").toString(),
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

    /** Copies the first contract until there are 10,000. */
    private static void fill(TestTenant tenant, String first) throws SQLException {
        try (Connection connection = bound(tenant, true)) {
            try (PreparedStatement copy = connection.prepareStatement(copySql("generate_series(2, " + CONTRACTS + ") n", "n"))) {
                copy.setObject(1, UUID.fromString(first));
                copy.executeUpdate();
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze");
            }
        }
    }

    /** A copy of the first contract's row with a new id and number; all columns are taken from the catalogue once. */
    private static String copySql(String from, String number) throws SQLException {
        StringBuilder columns = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (String column : contractColumns) {
            columns.append(columns.length() == 0 ? "" : ", ").append(column);
            values.append(values.length() == 0 ? "" : ", ");
            switch (column) {
                case "id" -> values.append("gen_random_uuid()");
                case "number" -> values.append("'B-' || ").append(number);
                case "updated_at" -> values.append("now() - random() * interval '300 days'");
                default -> values.append("c.").append(column);
            }
        }
        return "insert into contract (" + columns + ") select " + values + " from contract c, " + from + " where c.id = ?";
    }

    private static final List<String> contractColumns = new ArrayList<>();

    private static Connection bound(TestTenant tenant, boolean commit) throws SQLException {
        Connection connection = TestPlatform.admin().dataSource().getConnection();
        connection.setAutoCommit(commit);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.tenant().schemaName());
            if (contractColumns.isEmpty()) {
                try (ResultSet result = statement.executeQuery(
                        "select attname from pg_attribute where attrelid = 'contract'::regclass and attnum > 0 and not attisdropped")) {
                    while (result.next()) {
                        contractColumns.add(result.getString(1));
                    }
                }
            }
        }
        return connection;
    }

    private static void bareList(Connection connection) throws SQLException {
        int rows = 0;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery("select * from contract order by updated_at desc, id desc limit 51")) {
                while (result.next()) {
                    rows += result.getString(1).isEmpty() ? 0 : 1;
                }
            }
            try (ResultSet result = statement.executeQuery("select count(*) from contract")) {
                result.next();
                rows += result.getInt(1);
            }
        }
        connection.commit();
        if (rows < CONTRACTS) {
            throw new IllegalStateException("Too few rows: " + rows);
        }
    }

    private static final AtomicInteger NEXT = new AtomicInteger(1_000_000);

    private static void bareCreate(Connection connection, String first) throws SQLException {
        try (PreparedStatement copy = connection.prepareStatement(copySql("(values (1)) v", String.valueOf(NEXT.incrementAndGet())))) {
            copy.setObject(1, UUID.fromString(first));
            copy.executeUpdate();
        }
        connection.commit();
    }

    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    private static double perSecond(TestTenant tenant, Work work) throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            connections.add(bound(tenant, false));
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

    private static double perSecond(IntConsumer body) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        AtomicInteger done = new AtomicInteger();
        List<Future<?>> futures = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
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
