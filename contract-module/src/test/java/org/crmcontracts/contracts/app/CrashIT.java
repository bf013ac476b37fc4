package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.junit.jupiter.api.Test;

/** {@code kill -9} during a sync and during approvals, on PostgreSQL named by DB_URL: nothing lost, nothing doubled. */
class CrashIT {
    private static Map<String, String> settings() {
        return Map.of(
                "DB_URL", System.getProperty("DB_URL"),
                "DB_USER", System.getProperty("DB_USER"),
                "DB_PASSWORD", "",
                "secrets.keyset", System.getProperty("secrets.keyset"),
                "connectors.zoho.allowed-hosts", "localhost");
    }

    private static ProductProcess start() throws Exception {
        return ProductProcess.start(settings(), "CRM Contracts answers at");
    }

    @Test
    void killingTheProcessLosesAndDoublesNothing() throws Exception {
        TestTenant tenant = TestTenant.create();
        ZohoSimulator zoho = new ZohoSimulator();
        for (int i = 0; i < 1500; i++) {
            zoho.put("Accounts", Map.of("Account_Name", "Customer " + i));
        }
        int port = zoho.start(0);
        List<JsonNode> submitted = new ArrayList<>();
        String runs;
        AtomicInteger acknowledged = new AtomicInteger();
        try (ProductProcess product = start()) {
            awaitReady(product);
            ContractPath path = new ContractPath(tenant, product.base);
            String connection =
                    ZohoConnection.connect(path.as("admin"), ZohoConnection.facts("http://localhost:" + port));
            runs = "/connections/" + connection + "/runs";
            for (int i = 0; i < 12; i++) {
                submitted.add(path.submitted("10.00"));
            }
            path.as("admin").post(runs, Map.of(), null).expect(202);
            Thread approving = new Thread(() -> {
                try {
                    for (JsonNode contract : submitted) {
                        for (String lane : List.of("LEGAL", "FINANCE", "BUSINESS")) {
                            if (path.decide(contract, lane, "APPROVE").status() == 200) {
                                acknowledged.incrementAndGet();
                            }
                        }
                    }
                } catch (RuntimeException e) {
                    // The connection breaks when the process is killed; what was acknowledged is what counts.
                }
            });
            approving.start();
            awaitCustomers(tenant, 200);
            product.kill();
            approving.join(30_000);
        }
        assertThat(rows(tenant, "select count(*) from customer where name like 'Customer %'"))
                .isBetween(200L, 1500L);
        long decided = rows(tenant, "select count(*) from approval_task where state = 'APPROVED'");
        assertThat(decided).isBetween((long) acknowledged.get(), acknowledged.get() + 1L);
        assertThat(rows(tenant, "select count(*) from audit_event where action = 'approval.approved'"))
                .isEqualTo(decided);
        try (ProductProcess product = start()) {
            awaitReady(product);
            ContractPath path = new ContractPath(tenant, product.base);
            awaitSynced(path, runs);
            assertThat(rows(tenant, "select count(*) from customer where name like 'Customer %'"))
                    .isEqualTo(1500);
            assertThat(rows(tenant, "select count(distinct name) from customer where name like 'Customer %'"))
                    .isEqualTo(1500);
            assertThat(path.as("auditor")
                            .get("/audit-chain")
                            .expect(200)
                            .body()
                            .path("valid")
                            .asBoolean())
                    .isTrue();
            for (JsonNode contract : submitted) {
                JsonNode now = path.reload(contract);
                for (String lane : List.of("LEGAL", "FINANCE", "BUSINESS")) {
                    if (path.task(now, lane).path("state").asText().equals("OPEN")) {
                        now = path.decide(now, lane, "APPROVE").expect(200).body();
                    }
                }
                now = path.decide(now, "EXECUTIVE", "APPROVE").expect(200).body();
                assertThat(now.path("state").asText()).isEqualTo("APPROVED");
            }
        } finally {
            zoho.stop();
        }
    }

    static void awaitReady(ProductProcess product) throws InterruptedException {
        ApiClient anonymous = new ApiClient(product.base, null, "en");
        for (int i = 0; i < 240; i++) {
            if (anonymous.send("GET", "/../../health/ready", null, Map.of()).status() == 200) {
                return;
            }
            Thread.sleep(250);
        }
        throw new AssertionError("Never ready");
    }

    /** The killed run's lease must pass before the connection can be pulled again. */
    private static void awaitSynced(ContractPath path, String runs) throws InterruptedException {
        for (int i = 0; i < 480; i++) {
            JsonNode run =
                    path.as("admin").get(runs).expect(200).body().path("items").path(0);
            if (run.path("outcome").asText().equals("DONE")) {
                return;
            }
            if (i % 20 == 0) {
                path.as("admin").post(runs, Map.of(), null);
            }
            Thread.sleep(250);
        }
        throw new AssertionError(
                "The sync never finished: " + path.as("admin").get(runs).text());
    }

    private static void awaitCustomers(TestTenant tenant, long least) throws Exception {
        for (int i = 0;
                i < 600 && rows(tenant, "select count(*) from customer where name like 'Customer %'") < least;
                i++) {
            Thread.sleep(20);
        }
    }

    private static long rows(TestTenant tenant, String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.tenant().schemaName());
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
