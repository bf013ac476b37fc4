package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see of the queue at {@code /metrics}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class JobMetricsServerIT {
    private static final String KIND = "webhook.replay";

    @ArquillianResource
    private URL url;

    private final TestTenant tenant = TestTenant.create();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private ApiClient.Answer get(String path) {
        return new ApiClient(URI.create("http://localhost:" + url.getPort()), null, "en")
                .send("GET", "/../.." + path, null, Map.of());
    }

    private String metrics() {
        return get("/metrics").expect(200).text();
    }

    private static double value(String metrics, String name) {
        Matcher line = Pattern.compile(name + "\\{[^}]*cluster=\"home\"[^}]*kind=\"" + KIND + "\"[^}]*} (\\S+)")
                .matcher(metrics);
        assertThat(line.find()).as(name + " in " + metrics).isTrue();
        return Double.parseDouble(line.group(1));
    }

    /** Two that run keep a third of the same tenant from being begun. */
    @Test
    void theQueueIsCountedByKindAndNamesNoTenant() throws Exception {
        Awaiting.within(Awaiting.LONG, "ready", () -> get("/health/ready").status() == 200);
        job("state, lease_until, owner", "'RUNNING', now() + interval '1 day', 'elsewhere'");
        job("state, lease_until, owner", "'RUNNING', now() + interval '1 day', 'elsewhere'");
        job("state, run_at", "'READY', now() - interval '2 hours'");
        job("state, failed_at", "'FAILED', now()");
        Awaiting.within(Awaiting.LONG, "the reading is anew", () -> value(metrics(), "crm_jobs_failed") == 1);
        String metrics = metrics();
        assertThat(value(metrics, "crm_jobs_running")).isEqualTo(2);
        assertThat(value(metrics, "crm_jobs_waiting")).isEqualTo(1);
        assertThat(value(metrics, "crm_jobs_oldest_due_seconds")).isBetween(7_200.0, 7_500.0);
        assertThat(metrics)
                .doesNotContain(tenant.tenant().key())
                .doesNotContain(tenant.tenant().schemaName())
                .doesNotContain(tenant.tenant().id().toString());
    }

    private void job(String columns, String values) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into platform.job (id, tenant_id, tenant_role, kind, " + columns
                    + ") values (gen_random_uuid(), '" + tenant.tenant().id() + "', '"
                    + tenant.tenant().roleName() + "', '" + KIND + "', " + values + ")");
        }
    }
}
