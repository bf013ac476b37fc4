package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that the server's own workers do, and what becomes of those that fail. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class JobsServerIT {
    private static final String SWEEP = "idempotency.sweep";
    private static final String UNKNOWN = "test.unknown";

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    @Test
    void aJobThatFailsForGoodIsShownRetriedAndDiscarded() throws Exception {
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        String id = add(tenant.tenant(), tenant.tenant().id(), UNKNOWN, 7);
        JsonNode failure = awaitFailure(admin);
        assertThat(failure.path("id").asText()).isEqualTo(id);
        assertThat(failure.path("code").asText()).isEqualTo("JOB_KIND_UNKNOWN");
        assertThat(failure.path("attempts").asInt()).isEqualTo(8);
        assertThat(failure.path("message").asText()).startsWith("No running version");
        ApiClient chinese = new ApiClient(base(), tenant.token("admin"), "zh-CN");
        assertThat(chinese.get("/job-failures")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("message")
                        .asText())
                .startsWith("当前运行");

        String retries = "/job-failures/" + id + "/retries";
        TestTenant.create().as(base(), "admin").post(retries, Map.of(), null).expect(404);
        Map<String, String> key = Map.of("Idempotency-Key", "retry-" + id);
        admin.send("POST", retries, null, key).expect(202);
        admin.send("POST", retries, null, key).expect(202);
        assertThat(admin.get("/job-failures").expect(200).body().path("items")).isEmpty();
        admin.post(retries, Map.of(), null).expect(404);

        // Its last attempt again, without the pauses between.
        await("select count(*) from platform.job where id = '" + id + "' and state = 'WAITING' and attempts = 1");
        change("update platform.job set attempts = 7, run_at = now() where id = '" + id + "'");
        awaitFailure(admin);
        admin.delete("/job-failures/" + id, null).expect(204);
        admin.delete("/job-failures/" + id, null).expect(404);
        assertThat(rows("select count(*) from platform.job where id = '" + id + "'"))
                .isZero();
        String events = " from " + tenant.tenant().schemaName() + ".audit_event where action = ";
        assertThat(rows("select count(*)" + events + "'job.retried'")).isEqualTo(1);
        assertThat(rows("select count(*)" + events + "'job.discarded'")).isEqualTo(1);
    }

    @Test
    void theFailureInboxIsReadPageByPage() throws Exception {
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        for (int i = 0; i < 3; i++) {
            add(tenant.tenant(), tenant.tenant().id(), UNKNOWN, 7);
        }
        await("select count(*) / 3 from platform.job where state = 'FAILED' and tenant_id = '"
                + tenant.tenant().id() + "'");
        JsonNode first = admin.get("/job-failures?limit=2").expect(200).body();
        assertThat(first.path("items").size()).isEqualTo(2);
        JsonNode second = admin.get(
                        "/job-failures?limit=2&cursor=" + first.path("next").asText())
                .expect(200)
                .body();
        assertThat(second.path("items").size()).isEqualTo(1);
        assertThat(second.has("next")).isFalse();
        assertThat(admin.get("/job-failures?cursor=WyJ4IiwieSJd").expect(400).code())
                .isEqualTo("BAD_CURSOR");
    }

    @Test
    void jobsOfASuspendedTenantWaitAndAreNotFailed() throws Exception {
        Tenant suspended = TestTenant.create().tenant();
        change("update platform.tenant set state = 'SUSPENDED' where id = '" + suspended.id() + "'");
        String waiting = add(suspended, suspended.id(), SWEEP, 0);
        Tenant served = TestTenant.create().tenant();
        String done = add(served, served.id(), SWEEP, 0);
        await("select 1 - count(*) from platform.job where id = '" + done + "'");
        assertThat(rows("select count(*) from platform.job where id = '" + waiting + "' and failed_at is null"))
                .isEqualTo(1);
        change("update platform.tenant set state = 'ACTIVE' where id = '" + suspended.id() + "'");
        await("select 1 - count(*) from platform.job where id = '" + waiting + "'");
    }

    @Test
    void aJobThatNamesAnotherTenantIsNotDone() throws Exception {
        TestTenant adding = TestTenant.create();
        add(adding.tenant(), TestTenant.create().tenant().id(), SWEEP, 0);
        assertThat(awaitFailure(adding.as(base(), "admin")).path("code").asText())
                .isEqualTo("JOB_TENANT_WRONG");
    }

    @Test
    void operatorsSeeNumbersOnly() throws Exception {
        TestTenant tenant = TestTenant.create();
        add(tenant.tenant(), tenant.tenant().id(), UNKNOWN, 7);
        awaitFailure(tenant.as(base(), "admin"));
        ApiClient.Answer answer = new ApiClient(base(), TestPlatform.operatorToken("operator"), "en")
                .get("/platform/jobs")
                .expect(200);
        boolean seen = false;
        for (JsonNode count : answer.body().path("items")) {
            seen |= count.path("kind").asText().equals(UNKNOWN)
                    && count.path("failed").asLong() > 0;
        }
        assertThat(seen).as(answer.text()).isTrue();
        assertThat(answer.text()).doesNotContain(tenant.tenant().id().toString());
    }

    private static JsonNode awaitFailure(ApiClient admin) throws InterruptedException {
        for (int i = 0; i < 240; i++) {
            JsonNode items = admin.get("/job-failures").expect(200).body().path("items");
            if (!items.isEmpty()) {
                return items.get(0);
            }
            Thread.sleep(125);
        }
        throw new AssertionError("Nothing failed");
    }

    private static String add(Tenant by, UUID named, String kind, int attempts) throws Exception {
        String id = UUID.randomUUID().toString();
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into platform.job"
                                + " (id, tenant_id, tenant_role, kind, state, attempts) values (?::uuid, ?, ?, ?, 'READY', ?)")) {
            insert.setString(1, id);
            insert.setObject(2, named);
            insert.setString(3, by.roleName());
            insert.setString(4, kind);
            insert.setInt(5, attempts);
            insert.executeUpdate();
        }
        return id;
    }

    /** Until the number is 1. */
    private static void await(String sql) throws Exception {
        for (int i = 0; i < 240; i++) {
            if (rows(sql) == 1) {
                return;
            }
            Thread.sleep(125);
        }
        throw new AssertionError(sql);
    }

    private static void change(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long rows(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
