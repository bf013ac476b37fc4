package org.crmcontracts.contracts.app;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.Tokens;

/**
 * What many tenants cost: building schemas ahead (also by Flyway, script by script), claiming one, starting, heap for
 * each, and the rate of lists and creations with 1, 100 and 1,000 tenants (Zipf access) as a ratio to 1 in the same
 * round. Prints; asserts none.
 */
final class TenantsRun {
    private static final int TENANTS = Integer.getInteger("bench.tenants", 1_000);
    private static final int CONTRACTS = 200;
    private static final int ROUNDS = 5;

    /** A connection lives for ten minutes or more, so this is still its youth. */
    private static final int WARM_SECONDS = Integer.getInteger("bench.warm-seconds", 200);

    /** Fewer than what keeps two cores busy, so this tells how long one waits; and enough of them. */
    private static final int FEW = LoadRun.THREADS;

    private static final int MANY = 16;

    private static final Tokens HOST = new Tokens();

    private TenantsRun() {}

    public static void main(String[] args) throws Exception {
        // As one would set it for a thousand tenants; the usual 128 MB hold the tables of some hundred.
        System.setProperty(EmbeddedDatabase.BUFFERS, System.getProperty("bench.shared-buffers", "1GB"));
        new TestPlatform().launcherSessionOpened(null);
        try (ProductProcess product = start(TENANTS)) {
            reportBuilding();
        }
        System.out.printf("Flyway, script by script: %.0f ms a schema%n", SchemaReplay.millisEach(10));
        List<TestTenant> tenants = new ArrayList<>();
        try (ProductProcess product = start(0)) {
            awaitReady(product);
            claim(product, tenants);
        }
        long began = System.nanoTime();
        try (ProductProcess product = start(0)) {
            awaitReady(product);
            System.out.printf("first start with %d new tenants: ready after %.1f s%n", TENANTS, seconds(began));
        }
        began = System.nanoTime();
        try (ProductProcess product = start(0)) {
            awaitReady(product);
            System.out.printf("start with %d tenants up to date: ready after %.1f s%n", TENANTS, seconds(began));
            int half = TENANTS / 2;
            long idle = Heap.usedBytes(product);
            List<UUID> customers = new ArrayList<>(fill(product, tenants.subList(0, half)));
            long some = Heap.usedBytes(product);
            customers.addAll(fill(product, tenants.subList(half, TENANTS)));
            // The connections' statements are kept for some tenants only, so they are in the first figure and not in
            // the second.
            System.out.printf(
                    "heap for each of the first %d tenants, used once: %.1f kB, for each further one %.1f kB%n",
                    half, (some - idle) / 1e3 / half, (Heap.usedBytes(product) - some) / 1e3 / (TENANTS - half));
            tidy();
            rates(product, tenants, customers);
        }
        System.exit(0);
    }

    private static ProductProcess start(int spares) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("DB_URL", System.getProperty("DB_URL"));
        settings.put("DB_USER", System.getProperty("DB_USER"));
        settings.put("DB_PASSWORD", "");
        for (String name : List.of("secrets.keyset", "platform.issuer", "platform.jwks")) {
            settings.put(name, System.getProperty(name));
        }
        settings.put("tenants.spare-schemas", String.valueOf(spares));
        settings.put("tenants.housekeeping-seconds", spares > 0 ? "1" : "60");
        return ProductProcess.start(settings, "CRM Contracts answers at");
    }

    private static void awaitReady(ProductProcess product) throws InterruptedException {
        ApiClient anonymous = new ApiClient(product.base, null, "en");
        while (anonymous.send("GET", "/../../health/ready", null, Map.of()).status() != 200) {
            Thread.sleep(100);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void reportBuilding() throws Exception {
        int before = 0;
        long since = System.nanoTime();
        for (int next = TENANTS / 10; next <= TENANTS; next += TENANTS / 10) {
            while (ready() < next) {
                Thread.sleep(100);
            }
            System.out.printf("schemas %d to %d: %.0f ms each%n", before, next, seconds(since) * 1e3 / (next - before));
            before = next;
            since = System.nanoTime();
        }
    }

    // Not by way of pg_tables, which reads all of pg_class and so would cost more than what is measured.
    private static int ready() throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select to_regclass('platform.spare_schema') is null")) {
                row.next();
                if (row.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet row = statement.executeQuery("select count(*) from platform.spare_schema where ready")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void claim(ProductProcess product, List<TestTenant> tenants) throws Exception {
        ApiClient operator = new ApiClient(product.base, TestPlatform.operatorToken("operator"), "en");
        double[] millis = new double[TENANTS];
        for (int i = 0; i < TENANTS; i++) {
            String key = "bench-" + i;
            String issuer = "https://" + key + ".example";
            Map<String, Object> request = Map.of(
                    "name",
                    "Bench " + i,
                    "locale",
                    "en",
                    "timeZone",
                    "UTC",
                    "currency",
                    "CNY",
                    "issuer",
                    Map.of(
                            "issuer",
                            issuer,
                            "audience",
                            TestTenant.AUDIENCE,
                            "jwks",
                            Json.mapper().readValue(HOST.jwksJson(), Map.class),
                            "allowedOrigins",
                            List.of()));
            long began = System.nanoTime();
            operator.put("/platform/tenants/" + key, request, null).expect(201);
            millis[i] = seconds(began) * 1e3;
            tenants.add(new TestTenant(
                    Tenants.over(TestPlatform.admin().dataSource()).byKey(key).orElseThrow(), HOST, issuer));
        }
        double[] warm = Arrays.copyOfRange(millis, TENANTS / 2, TENANTS);
        Arrays.sort(warm);
        System.out.printf(
                "claim a tenant: median %.1f ms, 99th of 100 %.1f ms%n",
                warm[warm.length / 2], warm[warm.length * 99 / 100]);
    }

    /** What autovacuum would do in the middle of the rates, as everything was filled just now. */
    private static void tidy() throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze)");
        }
    }

    private static List<UUID> fill(ProductProcess product, List<TestTenant> tenants) throws Exception {
        List<UUID> customers = new ArrayList<>();
        for (TestTenant tenant : tenants) {
            ContractPath path = new ContractPath(tenant, product.base);
            UUID customer = path.customer("Load Ltd");
            customers.add(customer);
            String first = path.as("sales")
                    .post("/contracts", path.facts(customer, "5.00"), null)
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            BareSql.fill(tenant, first, CONTRACTS);
        }
        return customers;
    }

    private static void rates(ProductProcess product, List<TestTenant> tenants, List<UUID> customers) throws Exception {
        List<ApiClient> clients =
                tenants.stream().map(tenant -> tenant.as(product.base, "sales")).toList();
        IntConsumer list =
                tenant -> clients.get(tenant).get("/contracts?limit=50").expect(200);
        warm(list);
        rates("list", FEW, list);
        rates("list", MANY, list);
        List<Map<String, Object>> facts = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            facts.add(new ContractPath(tenants.get(i), product.base).facts(customers.get(i), "5.00"));
        }
        IntConsumer create = tenant ->
                clients.get(tenant).post("/contracts", facts.get(tenant), null).expect(201);
        warm(create);
        rates("create", FEW, create);
        rates("create", MANY, create);
    }

    private static void warm(IntConsumer request) throws Exception {
        Zipf all = new Zipf(TENANTS, FEW);
        LoadRun.warm(WARM_SECONDS, thread -> request.accept(all.next(thread)));
    }

    private static void rates(String what, int callers, IntConsumer request) throws Exception {
        int[] sizes = {1, TENANTS / 10, TENANTS};
        List<double[]> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            double[] rates = new double[sizes.length];
            for (int s = 0; s < sizes.length; s++) {
                Zipf zipf = new Zipf(sizes[s], callers);
                rates[s] = LoadRun.perSecond(callers, thread -> request.accept(zipf.next(thread)));
            }
            System.out.printf(
                    "round %d  %s by %d callers, with %d tenants %.0f/s, with %d %.2f of that, with %d %.2f%n",
                    round,
                    what,
                    callers,
                    sizes[0],
                    rates[0],
                    sizes[1],
                    rates[1] / rates[0],
                    sizes[2],
                    rates[2] / rates[0]);
            ratios.add(new double[] {rates[1] / rates[0], rates[2] / rates[0]});
        }
        System.out.printf(
                "%s by %d callers, median of the rounds: %.2f, %.2f%n",
                what, callers, median(ratios, 0), median(ratios, 1));
    }

    private static double median(List<double[]> rounds, int of) {
        return rounds.stream().mapToDouble(round -> round[of]).sorted().toArray()[rounds.size() / 2];
    }
}
