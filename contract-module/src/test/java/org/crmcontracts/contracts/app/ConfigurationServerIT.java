package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings, people, roles and teams are remembered for minutes, and yet a change acts on every node within 30 s. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConfigurationServerIT {
    @ArquillianResource
    private URL url;

    private final TestTenant tenant = TestTenant.create();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private ApiClient as(String role) {
        return tenant.as(URI.create("http://localhost:" + url.getPort()), role);
    }

    private String sql(String sql) throws SQLException {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** As if the tenant had changed nothing for a day. */
    private void settle() throws SQLException {
        sql("update platform.tenant set configured_at = now() - interval '1 day' where id = '"
                + tenant.tenant().id() + "' returning id");
    }

    private boolean announced() throws SQLException {
        return sql("select configured_at > now() - interval '1 minute' from platform.tenant where id = '"
                        + tenant.tenant().id() + "'")
                .equals("t");
    }

    private int pageSize() {
        return as("sales")
                .get("/me")
                .expect(200)
                .body()
                .path("tenant")
                .path("pageSize")
                .asInt();
    }

    @Test
    void whatAnotherNodeChangesActsWithinHalfAMinute() throws Exception {
        settle();
        assertThat(pageSize()).isEqualTo(50);
        sql("insert into " + tenant.tenant().schemaName()
                + ".tenant_setting (name, value) values ('limits.page-size', '7') returning name");
        // Nobody announced it, so it is not read.
        assertThat(pageSize()).isEqualTo(50);
        sql("update platform.tenant set configured_at = clock_timestamp() where id = '"
                + tenant.tenant().id() + "' returning id");
        // The bound is 30 s from the registry's last reading; the rest is for a slow machine.
        Awaiting.within(Duration.ofSeconds(60), "the other node's page size", () -> pageSize() == 7);
    }

    @Test
    void everyChangeIsAnnouncedAndActsAtOnceOnItsNode() throws Exception {
        ApiClient admin = as("admin");
        as("sales").get("/me").expect(200);

        settle();
        admin.put("/settings", Map.of("limits.page-size", 11), 0).expect(200);
        assertThat(announced()).isTrue();
        assertThat(pageSize()).isEqualTo(11);

        settle();
        String team = admin.post("/teams", Map.of("name", "North", "members", List.of("sales")), null)
                .expect(201)
                .body()
                .path("id")
                .asText();
        assertThat(announced()).isTrue();

        settle();
        admin.put("/team-mappings", Map.of("items", List.of(Map.of("hostTeam", "n", "teamId", team))), 0)
                .expect(200);
        assertThat(announced()).isTrue();

        settle();
        admin.put(
                        "/role-mappings",
                        Map.of("items", List.of(Map.of("hostRole", "admin", "role", "admin", "scope", "ALL"))),
                        0)
                .expect(200);
        assertThat(announced()).isTrue();

        settle();
        admin.put("/people/sales", Map.of("scope", "TEAM"), 0).expect(200);
        assertThat(announced()).isTrue();
    }

    @Test
    void aChangeThatIsRefusedAnnouncesNothing() throws Exception {
        settle();
        as("admin").put("/settings", Map.of("limits.page-size", "no"), 0).expect(422);
        as("admin").put("/settings", Map.of("limits.page-size", 12), 5).expect(412);
        assertThat(announced()).isFalse();
        assertThat(pageSize()).isEqualTo(50);
    }
}
