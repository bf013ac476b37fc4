package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two PostgreSQL servers at once: tenants on both, moves between them under load, and every way they may be cut short.
 *
 * <p>Longer than 400 lines as it is one story: each step needs the servers, tenants and writers of those before it, and a
 * second class would start two servers and three processes once more.
 */
class PlacementIT {
    private static final int CUSTOMERS = 30_000;

    private static EmbeddedPostgres east;
    private static Path eastData;
    private static int eastPort;

    private final Tokens host = new Tokens();

    @BeforeAll
    static void startTheSecondServer() throws Exception {
        eastData = Files.createTempDirectory("crm-east");
        eastPort = ProductProcess.freePort();
        startEast();
    }

    private static void startEast() throws Exception {
        east = EmbeddedPostgres.builder()
                .setPort(eastPort)
                .setDataDirectory(eastData.resolve("data").toFile())
                .setCleanDataDirectory(false)
                .start();
    }

    @AfterAll
    static void stopTheSecondServer() throws Exception {
        east.close();
    }

    private static ProductProcess start() throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of("DB_URL", "DB_USER", "secrets.keyset", "platform.issuer", "platform.jwks")) {
            settings.put(name, System.getProperty(name));
        }
        settings.put("DB_PASSWORD", "");
        settings.put("clusters", "east");
        settings.put("cluster.east.url", eastUrl());
        settings.put("cluster.east.admin.user", "postgres");
        settings.put("cluster.east.admin.password", "");
        settings.put("tenants.housekeeping-seconds", "1");
        ProductProcess product = ProductProcess.start(settings, "CRM Contracts answers at");
        awaitReady(product);
        return product;
    }

    private static String eastUrl() {
        return "jdbc:postgresql://localhost:" + eastPort + "/postgres";
    }

    private static void awaitReady(ProductProcess product) throws InterruptedException {
        await("ready", () -> health(product).status() == 200);
    }

    private static ApiClient.Answer health(ProductProcess product) {
        return new ApiClient(product.base, null, "en").send("GET", "/../../health/ready", null, Map.of());
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void await(String what, Check check) throws InterruptedException {
        Exception last = null;
        for (int i = 0; i < 1200; i++) {
            try {
                if (check.holds()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Never " + what, last);
    }

    private static ApiClient operator(ProductProcess product) {
        return new ApiClient(product.base, TestPlatform.operatorToken("operator"), "en");
    }

    private ApiClient user(ProductProcess product, String key, String... roles) {
        return new ApiClient(
                product.base, host.mint("https://" + key, TestTenant.AUDIENCE, "u", "Uma", List.of(roles)), "en");
    }

    private static String newKey() {
        return "m-" + Long.toString(System.nanoTime(), 36);
    }

    private void create(ProductProcess product, String key, String cluster) throws Exception {
        Map<String, Object> request = new HashMap<>(
                Map.of("name", "Moving Ltd", "locale", "en", "timeZone", "Europe/Dublin", "currency", "EUR"));
        request.put(
                "issuer",
                Map.of(
                        "issuer",
                        "https://" + key,
                        "audience",
                        TestTenant.AUDIENCE,
                        "jwks",
                        Json.mapper().readValue(host.jwksJson(), Map.class),
                        "allowedOrigins",
                        List.of()));
        if (cluster != null) {
            request.put("cluster", cluster);
        }
        operator(product).put("/platform/tenants/" + key, request, null).expect(201);
    }

    /** A customer straight into the schema, wherever it stands. */
    private static UUID customer(String key, String cluster) throws Exception {
        UUID id = UUID.randomUUID();
        sql(
                cluster,
                key,
                "insert into customer (id, version, name, created_at, updated_at) values ('" + id
                        + "', 1, 'Riverbank', now(), now())");
        return id;
    }

    private static void fill(String key, String cluster) throws Exception {
        sql(
                cluster,
                key,
                "insert into customer (id, version, name, phone, address, created_at, updated_at)"
                        + " select gen_random_uuid(), 1, '客户 ' || n, n::text, repeat('Road ', 20), now(), now()"
                        + " from generate_series(1, " + CUSTOMERS + ") n");
        sql(
                cluster,
                key,
                "insert into contact (id, customer_id, name, email, updated_at)"
                        + " select gen_random_uuid(), id, name, 'a\\b\tc@example', now() from customer");
    }

    private static String schema(String key) throws Exception {
        return value("home", null, "select schema_name from platform.tenant where key = '" + key + "'");
    }

    private static Connection connection(String cluster, String key) throws Exception {
        Connection connection = cluster.equals("east")
                ? east.getPostgresDatabase().getConnection()
                : EmbeddedDatabase.admin("postgres").getConnection();
        if (key != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set search_path to " + schema(key));
            }
        }
        return connection;
    }

    private static void sql(String cluster, String key, String sql) throws Exception {
        try (Connection connection = connection(cluster, key);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String cluster, String key, String sql) throws Exception {
        try (Connection connection = connection(cluster, key);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Map<String, Object> facts(UUID customer, String title) {
        return Map.of(
                "title", title,
                "type", "sales",
                "customerId", customer.toString(),
                "ourParty", "Our company",
                "amount", Map.of("amount", "10.00", "currency", "EUR"),
                "startsOn", "2026-11-01",
                "endsOn", "2027-11-01");
    }

    private static JsonNode move(ProductProcess product, String key) {
        return operator(product)
                .get("/platform/tenants/" + key + "/moves/current")
                .expect(200)
                .body();
    }

    private static void begin(ProductProcess product, String key, String cluster) {
        operator(product)
                .post("/platform/tenants/" + key + "/moves", Map.of("cluster", cluster), null)
                .expect(202);
    }

    private static void awaitMove(ProductProcess product, String key, String phase) throws InterruptedException {
        await(phase + " " + key, () -> {
            JsonNode move = move(product, key);
            if (move.path("phase").asText().equals("FAILED") && !phase.equals("FAILED")) {
                throw new AssertionError(move.toString());
            }
            return move.path("phase").asText().equals(phase);
        });
    }

    private boolean chainIsValid(ProductProcess product, String key) {
        return user(product, key, "auditor")
                .get("/audit-chain")
                .expect(200)
                .body()
                .path("valid")
                .asBoolean();
    }

    private static boolean exists(String cluster, String schema) throws Exception {
        return value(
                        cluster,
                        null,
                        "select (select count(*) from pg_namespace where nspname = '" + schema
                                + "') + (select count(*) from pg_roles where rolname = '" + schema + "')")
                .equals("2");
    }

    /** Creates contracts until it is told to stop, and keeps those that were acknowledged. */
    private final class Writer implements AutoCloseable {
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final AtomicInteger refused = new AtomicInteger();
        private final Set<String> strange = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final Thread thread;

        Writer(ProductProcess product, String key, UUID customer) {
            thread = new Thread(() -> {
                for (int i = 0; on.get(); i++) {
                    ApiClient.Answer answer =
                            user(product, key, "sales").post("/contracts", facts(customer, "C" + i), null);
                    if (answer.status() == 201) {
                        acknowledged.add(answer.body().path("id").asText());
                    } else if (answer.code().equals("TENANT_MOVING")) {
                        refused.incrementAndGet();
                        assertThat(answer.header("Retry-After")).isNotEmpty();
                    } else {
                        strange.add(answer.status() + " " + answer.text());
                    }
                }
            });
            thread.start();
        }

        int written() {
            return acknowledged.size();
        }

        @Override
        public void close() throws InterruptedException {
            on.set(false);
            thread.join();
        }
    }

    @Test
    void twoServersMovesUnderLoadAndFailures() throws Exception {
        String here = newKey();
        String there = newKey();
        try (ProductProcess product = start()) {
            create(product, here, "home");
            create(product, there, "east");
            assertThat(exists("east", schema(there))).isTrue();
            assertThat(exists("home", schema(there))).isFalse();
            bothServeAndKeepApart(product, here, there);
            rollbackWorksOnBoth(product, there);
            badRequestsAreRefused(product, there);
            movesUnderLoad(product, here);
            aStoppedServerStopsItsTenantsOnly(product, there);
        }
        killedMoveIsTakenUp();
        targetThatStopsLeavesTheTenantWhereItIs();
    }

    private void bothServeAndKeepApart(ProductProcess product, String here, String there) throws Exception {
        for (String key : List.of(here, there)) {
            UUID customer = customer(key, key.equals(here) ? "home" : "east");
            user(product, key, "sales")
                    .post("/contracts", facts(customer, "Only " + key), null)
                    .expect(201);
            assertThat(user(product, key, "sales").get("/contracts").expect(200).text())
                    .contains("Only " + key)
                    .doesNotContain("Only " + (key.equals(here) ? there : here));
            assertThat(chainIsValid(product, key)).isTrue();
        }
        create(product, newKey(), "east");
        JsonNode check = user(product, there, "admin")
                .post("/isolation-checks", Map.of(), null)
                .expect(200)
                .body();
        assertThat(check.path("apart").asBoolean()).as(check.toString()).isTrue();
        assertThat(check.toString()).contains("READ_ANOTHER_TENANT");
        JsonNode clusters =
                operator(product).get("/platform/clusters").expect(200).body().path("items");
        assertThat(clusters.path(0).path("name").asText()).isEqualTo("home");
        assertThat(clusters.path(1).path("tenants").asInt()).isEqualTo(2);
        assertThat(clusters.path(1).path("state").asText()).isEqualTo("UP");
    }

    /** A contract of an unknown customer is refused after the command began to write. */
    private void rollbackWorksOnBoth(ProductProcess product, String there) throws Exception {
        String count = "select count(*) from contract";
        String before = value("east", there, count);
        String keys = value("east", there, "select count(*) from idempotency_key");
        ApiClient.Answer answer = user(product, there, "sales")
                .send("POST", "/contracts", facts(UUID.randomUUID(), "No"), Map.of("Idempotency-Key", "rolled-back-1"));
        assertThat(answer.status()).as(answer.text()).isBetween(400, 422);
        assertThat(value("east", there, count)).isEqualTo(before);
        // The key was claimed first, in the same transaction.
        assertThat(value("east", there, "select count(*) from idempotency_key")).isEqualTo(keys);
        assertThat(chainIsValid(product, there)).isTrue();
    }

    private void badRequestsAreRefused(ProductProcess product, String there) {
        String moves = "/platform/tenants/" + there + "/moves";
        assertThat(operator(product)
                        .post(moves, Map.of("cluster", "east"), null)
                        .code())
                .isEqualTo("TENANT_THERE_ALREADY");
        assertThat(operator(product)
                        .post(moves, Map.of("cluster", "west"), null)
                        .code())
                .isEqualTo("CLUSTER_UNKNOWN");
        assertThat(operator(product).post(moves, Map.of(), null).status()).isEqualTo(422);
        assertThat(operator(product).get(moves + "/current").status()).isEqualTo(404);
    }

    private void movesUnderLoad(ProductProcess product, String key) throws Exception {
        fill(key, "home");
        sql("home", key, "create table no_key (n int, text text)");
        sql("home", key, "drop table no_key");
        UUID customer = customer(key, "home");
        String schema = schema(key);
        sql(
                "home",
                null,
                "insert into platform.job (id, tenant_id, tenant_role, kind, state, run_at) select"
                        + " gen_random_uuid(), id, role_name, 'test.move', 'WAITING', now() + interval '1 day'"
                        + " from platform.tenant where key = '" + key + "'");
        Writer writer = new Writer(product, key, customer);
        try (writer) {
            await("writing", () -> writer.written() > 20);
            begin(product, key, "east");
            awaitMove(product, key, "DONE");
            int then = writer.written();
            await("writing again", () -> writer.written() > then + 20);
        }
        JsonNode move = move(product, key);
        System.out.println("MOVE " + move + "; " + writer.written() + " contracts acknowledged meanwhile, "
                + writer.refused + " refused, " + value("east", key, "select count(*) from customer") + " customers");
        assertThat(writer.strange).isEmpty();
        assertThat(move.path("closedMillis").asLong())
                .isLessThan(move.path("copyMillis").asLong());
        Set<String> stored = new HashSet<>();
        try (Connection connection = connection("east", key);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from contract where title like 'C%'")) {
            while (rows.next()) {
                assertThat(stored.add(rows.getString(1))).isTrue();
            }
        }
        assertThat(stored).isEqualTo(writer.acknowledged);
        assertThat(value("east", key, "select count(*) from contact where email = E'a\\\\b\\tc@example'"))
                .isEqualTo(String.valueOf(CUSTOMERS + 1));
        assertThat(chainIsValid(product, key)).isTrue();
        assertThat(exists("home", schema)).isFalse();
        String jobs = "select count(*) from platform.job where kind = 'test.move' and tenant_role = '" + schema + "'";
        assertThat(value("home", null, jobs)).isEqualTo("0");
        assertThat(value("east", null, jobs)).isEqualTo("1");
        assertThat(value(
                        "east",
                        null,
                        "select count(*) from pg_constraint where connamespace = '" + schema
                                + "'::regnamespace and contype = 'f' and condeferrable and conname like 'fk_contact%'"))
                .isEqualTo("0");
    }

    private void aStoppedServerStopsItsTenantsOnly(ProductProcess product, String there) throws Exception {
        String here = newKey();
        create(product, here, "home");
        east.close();
        await(
                "refused",
                () -> user(product, there, "sales").get("/contracts").code().equals("TENANT_NOT_READY"));
        for (int i = 0; i < 5; i++) {
            ApiClient.Answer answer = user(product, there, "sales").get("/contracts");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("TENANT_NOT_READY");
            user(product, here, "sales").get("/contracts").expect(200);
        }
        assertThat(health(product).status()).isEqualTo(200);
        assertThat(health(product).text()).contains("\"cluster.east\":\"down\"");
        assertThat(operator(product)
                        .post("/platform/tenants/" + here + "/moves", Map.of("cluster", "east"), null)
                        .code())
                .isEqualTo("CLUSTER_DOWN");
        // A tenant to be goes where there is room and life.
        String next = newKey();
        create(product, next, null);
        assertThat(value("home", null, "select cluster from platform.tenant where key = '" + next + "'"))
                .isEqualTo("home");
        startEast();
        await(
                "served again",
                () -> user(product, there, "sales").get("/contracts").status() == 200);
    }

    private void killedMoveIsTakenUp() throws Exception {
        String key = newKey();
        UUID customer;
        Writer writer;
        try (ProductProcess product = start()) {
            create(product, key, "home");
            fill(key, "home");
            customer = customer(key, "home");
            writer = new Writer(product, key, customer);
            begin(product, key, "east");
            await("copying", () -> move(product, key).path("percent").asInt() > 10);
            product.kill();
        } finally {
            // The writer's thread ends with an exception of its own once the process is gone.
        }
        writer.close();
        try (ProductProcess product = start()) {
            awaitMove(product, key, "DONE");
            assertThat(value("east", key, "select count(*) from customer")).isEqualTo(String.valueOf(CUSTOMERS + 1));
            for (String id : writer.acknowledged) {
                user(product, key, "sales").get("/contracts/" + id).expect(200);
            }
            assertThat(chainIsValid(product, key)).isTrue();
            user(product, key, "sales")
                    .post("/contracts", facts(customer, "After"), null)
                    .expect(201);
            // And back again.
            begin(product, key, "home");
            awaitMove(product, key, "DONE");
            assertThat(chainIsValid(product, key)).isTrue();
            user(product, key, "sales")
                    .post("/contracts", facts(customer, "Back"), null)
                    .expect(201);
        }
    }

    private void targetThatStopsLeavesTheTenantWhereItIs() throws Exception {
        String key = newKey();
        try (ProductProcess product = start()) {
            create(product, key, "home");
            fill(key, "home");
            begin(product, key, "east");
            await("copying", () -> move(product, key).path("percent").asInt() > 10);
            east.close();
            await("failed", () -> move(product, key).path("phase").asText().equals("FAILED"));
            assertThat(move(product, key).path("fault").asText()).isNotBlank();
            user(product, key, "sales")
                    .post("/contracts", facts(customer(key, "home"), "Stays"), null)
                    .expect(201);
            assertThat(chainIsValid(product, key)).isTrue();
            startEast();
            await("answers", () -> health(product).text().contains("\"cluster.east\":\"up\""));
            // What was left there does not stand in the way.
            begin(product, key, "east");
            awaitMove(product, key, "DONE");
            assertThat(user(product, key, "sales").get("/contracts").expect(200).text())
                    .contains("Stays");
        }
    }
}
