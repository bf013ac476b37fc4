package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.provisioning.ReceiptVerifier;
import org.crmcontracts.tenants.testing.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The life of a tenant through the platform's API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PlatformServerIT {
    @ArquillianResource
    private URL url;

    private final Tokens host = new Tokens();
    private final String key = "p-" + Long.toString(System.nanoTime(), 36);

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    /** The server answers before it has brought its tables up to date. */
    @BeforeEach
    void awaitReady() throws InterruptedException {
        ApiClient anonymous = new ApiClient(base(), null, "en");
        while (anonymous.send("GET", "/../../health/ready", null, Map.of()).status() != 200) {
            Thread.sleep(100);
        }
    }

    private ApiClient operator() {
        return new ApiClient(base(), TestPlatform.operatorToken("operator"), "en");
    }

    private ApiClient user(String issuer) {
        return new ApiClient(base(), host.mint(issuer, TestTenant.AUDIENCE, "u", "Uma User", List.of("sales")), "en");
    }

    private Map<String, Object> request(String issuer) throws Exception {
        return Map.of(
                "name",
                "New Ltd",
                "locale",
                "en",
                "timeZone",
                "Europe/Dublin",
                "currency",
                "EUR",
                "issuer",
                Map.of(
                        "issuer",
                        issuer,
                        "audience",
                        TestTenant.AUDIENCE,
                        "jwks",
                        Json.mapper().readValue(host.jwksJson(), Map.class),
                        "allowedOrigins",
                        List.of("https://crm.example")));
    }

    private static long operations(String key) throws Exception {
        return count("select count(*) from platform.operation where tenant_key = '" + key + "'");
    }

    @Test
    void aTenantIsCreatedSuspendedAndResumed() throws Exception {
        String issuer = "https://" + key + ".example";
        assertThat(user(issuer).get("/contracts").status()).isEqualTo(401);
        ApiClient.Answer created = operator().put("/platform/tenants/" + key, request(issuer), null);
        assertThat(created.expect(201).body().path("state").asText()).isEqualTo("ACTIVE");
        assertThat(created.text()).doesNotContain("schema").doesNotContain("t_");
        // Usable at once, with the defaults that every tenant has.
        assertThat(user(issuer)
                        .get("/contract-types")
                        .expect(200)
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(4);
        assertThat(user(issuer).get("/contracts").expect(200).body().path("items"))
                .isEmpty();
        operator().put("/platform/tenants/" + key, request(issuer), null).expect(200);
        assertThat(operations(key)).isEqualTo(1);

        Map<String, String> reason = Map.of("reason", "The invoice is open.");
        operator()
                .post("/platform/tenants/" + key + "/suspensions", reason, null)
                .expect(200);
        assertThat(user(issuer).get("/contracts").expect(403).code()).isEqualTo("TENANT_SUSPENDED");
        operator()
                .post("/platform/tenants/" + key + "/suspensions", reason, null)
                .expect(200);
        assertThat(operations(key)).isEqualTo(2);
        operator()
                .post("/platform/tenants/" + key + "/resumptions", Map.of(), null)
                .expect(200);
        user(issuer).get("/contracts").expect(200);
        assertThat(operator()
                        .get("/platform/tenants/" + key)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("ACTIVE");
        assertThat(operations(key)).isEqualTo(3);
    }

    @Test
    void aKeyOrAnIssuerOfAnotherIsRefused() throws Exception {
        String issuer = "https://" + key + ".example";
        operator().put("/platform/tenants/" + key, request(issuer), null).expect(201);
        Map<String, Object> renamed = new HashMap<>(request(issuer));
        renamed.put("name", "Somebody else");
        assertThat(operator()
                        .put("/platform/tenants/" + key, renamed, null)
                        .expect(409)
                        .code())
                .isEqualTo("TENANT_KEY_TAKEN");
        assertThat(operator()
                        .put("/platform/tenants/" + key + "-b", request(issuer), null)
                        .expect(409)
                        .code())
                .isEqualTo("ISSUER_TAKEN");
        assertThat(operator()
                        .put("/platform/tenants/" + key + "-b", request(TestPlatform.ISSUER), null)
                        .expect(409)
                        .code())
                .isEqualTo("ISSUER_TAKEN");
        operator().get("/platform/tenants/" + key + "-b").expect(404);
        assertThat(operations(key + "-b")).isZero();
    }

    @Test
    void aMalformedTenantIsRefusedWithEveryFault() throws Exception {
        Map<String, Object> request = new HashMap<>(request("https://" + key + ".example"));
        request.put("timeZone", "Mars/Olympus");
        request.put("currency", "ZZZ");
        Map<String, Object> issuer = new HashMap<>(Map.of("issuer", "i", "audience", "a"));
        issuer.put("jwks", Map.of("keys", List.of(host.rsa().toJSONObject())));
        issuer.put("allowedOrigins", List.of("https://good.example", "https://bad.example;\nX: y", "https://a/b"));
        request.put("issuer", issuer);
        ApiClient.Answer answer =
                operator().put("/platform/tenants/" + key, request, null).expect(422);
        assertThat(answer.body().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/timeZone",
                        "/currency",
                        "/issuer/jwks",
                        "/issuer/allowedOrigins/1",
                        "/issuer/allowedOrigins/2");
        for (String illegal : List.of("A", "1a", "a_b", "a".repeat(32), "x")) {
            operator()
                    .put("/platform/tenants/" + illegal, request("https://" + key + ".example"), null)
                    .expect(422);
        }
        operator().get("/platform/tenants/" + key).expect(404);
    }

    @Test
    void tenNewTenantsAtOnceGetSchemasOfTheirOwn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(10);
        try {
            List<Callable<ApiClient.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                // Two requests for each of five tenants, as an impatient client sends them.
                String one = key + "-" + i / 2;
                calls.add(
                        () -> operator().put("/platform/tenants/" + one, request("https://" + one + ".example"), null));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<ApiClient.Answer> answer : pool.invokeAll(calls)) {
                statuses.add(answer.get().status());
            }
            assertThat(statuses).allMatch(status -> status == 200 || status == 201);
        } finally {
            pool.shutdownNow();
        }
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select count(*), count(distinct schema_name) from platform.tenant where key like ?")) {
            select.setString(1, key + "-%");
            try (ResultSet row = select.executeQuery()) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(5);
                assertThat(row.getInt(2)).isEqualTo(5);
            }
        }
        for (int i = 0; i < 5; i++) {
            user("https://" + key + "-" + i + ".example").get("/contracts").expect(200);
            assertThat(operations(key + "-" + i)).isEqualTo(1);
        }
    }

    @Test
    void aTenantsAdminSeesTheDatabaseRefuse() throws Exception {
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        ApiClient.Answer report =
                admin.post("/isolation-checks", Map.of(), null).expect(200);
        assertThat(report.body().path("apart").asBoolean()).isTrue();
        assertThat(report.body().path("findings").findValuesAsText("sqlState"))
                .hasSize(8)
                .containsOnly("42501");
        assertThat(report.text()).doesNotContain(tenant.tenant().key().replace('-', '_'));
        // A hole is found: the tenant's role may suddenly read the platform.
        grant("grant usage on schema platform to %1$s; grant select on platform.tenant to %1$s", tenant);
        try {
            ApiClient.Answer holed =
                    admin.post("/isolation-checks", Map.of(), null).expect(200);
            assertThat(holed.body().path("apart").asBoolean()).isFalse();
            assertThat(holed.body().path("findings"))
                    .filteredOn(finding -> !finding.path("refused").asBoolean())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.path("attempt").asText()).isEqualTo("READ_PLATFORM"));
        } finally {
            grant("revoke usage on schema platform from %1$s; revoke select on platform.tenant from %1$s", tenant);
        }
        admin.get("/audit-chain").expect(200);
    }

    private static void grant(String statements, TestTenant tenant) throws Exception {
        sql(String.format(statements, tenant.tenant().roleName()));
    }

    @Test
    void aTenantIsErasedAfterTheNoticeUnlessALegalHoldKeepsIt() throws Exception {
        String issuer = "https://" + key + ".example";
        String path = "/platform/tenants/" + key;
        Map<String, String> reason = Map.of("reason", "They left.");
        String id = operator()
                .put(path, request(issuer), null)
                .expect(201)
                .body()
                .path("id")
                .asText();
        user(issuer).get("/contracts").expect(200);
        String schema = schemaOf(key);

        operator().put(path + "/hold", Map.of("reason", "A court asked."), null).expect(200);
        assertThat(operator().post(path + "/erasures", reason, null).expect(409).code())
                .isEqualTo("TENANT_HELD");
        user(issuer).get("/contracts").expect(200);
        operator().delete(path + "/hold", null).expect(200);

        operator().post(path + "/erasures", reason, null).expect(200);
        operator().post(path + "/erasures", reason, null).expect(200);
        assertThat(user(issuer).get("/contracts").expect(403).code()).isEqualTo("TENANT_CLOSED");
        assertThat(operator()
                        .post(path + "/resumptions", Map.of(), null)
                        .expect(409)
                        .code())
                .isEqualTo("TENANT_STATE_WRONG");
        operator().delete(path + "/erasures/current", null).expect(200);
        operator().post(path + "/resumptions", Map.of(), null).expect(200);
        user(issuer).get("/contracts").expect(200);

        operator().post(path + "/erasures", reason, null).expect(200);
        operator()
                .put(path + "/hold", Map.of("reason", "A court asked again."), null)
                .expect(200);
        sql("update platform.tenant set erase_after = now() - interval '1 minute' where key = '" + key + "'");
        Thread.sleep(3_000);
        operator().get(path).expect(200);
        sql("insert into platform.job (id, tenant_id, tenant_role, kind, state, run_at) values (gen_random_uuid(), '"
                + id + "', '" + schema + "', 'test.later', 'WAITING', now() + interval '1 day')");
        operator().delete(path + "/hold", null).expect(200);
        for (int i = 0; i < 100 && operator().get(path).status() == 200; i++) {
            Thread.sleep(100);
        }
        operator().get(path).expect(404);
        assertThat(count("select count(*) from pg_namespace where nspname = '" + schema + "'"))
                .isZero();
        assertThat(count("select count(*) from pg_roles where rolname = '" + schema + "'"))
                .isZero();
        assertThat(count("select count(*) from platform.job where tenant_id = '" + id + "'"))
                .isZero();
        user(issuer).get("/contracts").expect(401);
        assertThat(count("select count(*) from platform.operation where tenant_id = '" + id
                        + "' and action = 'tenant.erased'"))
                .isEqualTo(1);

        String receipts = operator().get(path + "/receipts").expect(200).text();
        assertThat(ReceiptVerifier.verify(receipts, null).receipts().get(0).tenantId())
                .hasToString(id);
        String forged = receipts.replaceFirst("\"rows\":", "\"rows\":1");
        assertThat(ReceiptVerifier.verify(forged, null).isGood()).isFalse();

        // The key is free again; what comes is another tenant.
        assertThat(operator()
                        .put(path, request(issuer), null)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText())
                .isNotEqualTo(id);
    }

    @Test
    void aTenantWhoseSchemaIsBehindIsHeldBackAndTheOthersAreNot() throws Exception {
        TestTenant behind = TestTenant.create();
        TestTenant other = TestTenant.create();
        sql("update platform.tenant set migration_fault = 'script 7 failed' where key = '"
                + behind.tenant().key() + "'");
        assertThat(behind.as(base(), "sales").get("/contracts").expect(503).code())
                .isEqualTo("TENANT_NOT_READY");
        other.as(base(), "sales").get("/contracts").expect(200);
        assertThat(operator()
                        .get("/platform/tenants/" + behind.tenant().key())
                        .expect(200)
                        .body()
                        .path("migrationFault")
                        .asText())
                .isEqualTo("script 7 failed");
        sql("update platform.tenant set migration_fault = null where key = '"
                + behind.tenant().key() + "'");
    }

    private static String schemaOf(String key) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select schema_name from platform.tenant where key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static long count(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void sql(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theListPagesThroughAllTenants() {
        TestTenant.create();
        TestTenant.create();
        TestTenant.create();
        List<String> keys = new ArrayList<>();
        String cursor = "";
        do {
            ApiClient.Answer page = operator()
                    .get("/platform/tenants?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            keys.addAll(page.body().path("items").findValuesAsText("key"));
            cursor = page.body().path("next").asText("");
        } while (!cursor.isEmpty() && !cursor.equals("null"));
        assertThat(keys).hasSizeGreaterThanOrEqualTo(3).doesNotHaveDuplicates();
        assertThat(operator().get("/platform/tenants?cursor=x").expect(400).code())
                .isEqualTo("BAD_CURSOR");
    }
}
