package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.junit.jupiter.api.Test;

/** Two nodes on one database share the pulls of many connections; one is killed, and the other does the rest in time. */
class JobsTakeOverIT {
    private static final int TENANTS = 4;
    private static final int CONNECTIONS_EACH = 8;
    private static final int CUSTOMERS = 210;
    private static final int JOBS = TENANTS * CONNECTIONS_EACH;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ProductProcess start() throws Exception {
        return ProductProcess.start(
                Map.of(
                        "DB_URL",
                        System.getProperty("DB_URL"),
                        "DB_USER",
                        System.getProperty("DB_USER"),
                        "DB_PASSWORD",
                        "",
                        "secrets.keyset",
                        System.getProperty("secrets.keyset"),
                        "connectors.zoho.allowed-hosts",
                        "localhost",
                        "sync.interval-seconds",
                        "3600"),
                "CRM Contracts answers at");
    }

    @Test
    void theOtherNodeTakesOverWithinAMinute() throws Exception {
        List<TestTenant> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(TestTenant.create());
        }
        ZohoSimulator zoho = new ZohoSimulator();
        for (int i = 0; i < CUSTOMERS; i++) {
            zoho.put("Accounts", Map.of("Account_Name", "Customer " + i));
        }
        int port = zoho.start(0);
        ExecutorService starting = Executors.newFixedThreadPool(2);
        Callable<ProductProcess> node = JobsTakeOverIT::start;
        Future<ProductProcess> second = starting.submit(node);
        try (ProductProcess first = starting.submit(node).get();
                ProductProcess other = second.get()) {
            CrashIT.awaitReady(first);
            CrashIT.awaitReady(other);
            for (TestTenant tenant : tenants) {
                connect(tenant, first, port);
            }
            String mine = " from platform.job where kind = 'sync.pull' and tenant_id in ("
                    + String.join(
                            ", ",
                            tenants.stream()
                                    .map(tenant -> "'" + tenant.tenant().id() + "'")
                                    .toList())
                    + ")";
            // Armed for the next turn, which is an hour off; one that is only postponed comes sooner.
            String done = "select count(*)" + mine + " and state = 'WAITING' and run_at > now() + interval '1 minute'";
            assertThat(texts("select count(*)" + mine)).containsExactly(String.valueOf(JOBS));
            change("update platform.job set run_at = now() where id in (select id" + mine + ")");

            Set<String> owners = new HashSet<>();
            awaitWithin(PATIENCE, () -> {
                owners.addAll(texts("select distinct owner" + mine + " and state = 'RUNNING'"));
                return owners.size() == 2 && number(done) >= JOBS / 4;
            });
            first.kill();
            // The dead node's jobs are those whose lease nobody renews; what else there is goes on.
            assertThat(number(done)).isLessThan(JOBS);
            awaitWithin(PATIENCE, () -> number(done) == JOBS);
            assertThat(number("select count(*)" + mine + " and failed_at is not null"))
                    .isZero();
            assertThat(number("select count(*)" + mine + " and fence > 1"))
                    .as("jobs that the killed node had begun")
                    .isPositive();
            for (TestTenant tenant : tenants) {
                String schema = tenant.tenant().schemaName();
                assertThat(texts("select count(*) || ' ' || count(distinct (connection_id, external_id)) from " + schema
                                + ".customer_link where kind = 'ACCOUNT'"))
                        .containsExactly(CONNECTIONS_EACH * CUSTOMERS + " " + CONNECTIONS_EACH * CUSTOMERS);
                assertThat(number("select count(*) from " + schema + ".customer where name like 'Customer %'"))
                        .isEqualTo(CONNECTIONS_EACH * CUSTOMERS);
                assertThat(number("select count(distinct connection_id) from " + schema
                                + ".sync_run where outcome = 'DONE'"))
                        .isEqualTo(CONNECTIONS_EACH);
            }
        } finally {
            starting.shutdown();
            zoho.stop();
        }
    }

    private static void connect(TestTenant tenant, ProductProcess product, int port) {
        ApiClient admin = tenant.as(product.base, "admin");
        for (int i = 0; i < CONNECTIONS_EACH; i++) {
            Map<String, Object> facts = ZohoConnection.facts("http://localhost:" + port);
            facts.put("name", "Zoho " + i);
            ZohoConnection.connect(admin, facts);
        }
    }

    private static void awaitWithin(Duration patience, Callable<Boolean> reached) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + patience + ": "
                        + texts("select state || ' ' || attempts || ' ' || coalesce(problem, '') || ' ' || count(*)"
                                + " from platform.job where kind = 'sync.pull' group by state, attempts, problem"));
            }
            Thread.sleep(50);
        }
    }

    private static long number(String sql) throws Exception {
        return Long.parseLong(texts(sql).get(0));
    }

    private static void change(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (result.next()) {
                texts.add(result.getString(1));
            }
            return texts;
        }
    }
}
