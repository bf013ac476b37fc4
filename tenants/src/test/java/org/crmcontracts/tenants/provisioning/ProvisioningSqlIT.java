package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProvisioningSqlIT {
    private static final String DATABASE = "provisioning";
    private static final String APP = "provisioning_app";

    private static DataSource admin;
    private static DataSource app;
    private static Provisioning provisioning;
    private static Tenant one;
    private static Tenant two;

    @BeforeAll
    static void provisionTwoTenants() throws SQLException {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(DATABASE);
        // An ordinary administrator, as hosted PostgreSQL gives no superuser.
        try (Connection connection = EmbeddedDatabase.admin(DATABASE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role provisioning_admin login createrole password 'a'");
            statement.execute("alter database provisioning owner to provisioning_admin");
        }
        admin = EmbeddedDatabase.as(DATABASE, "provisioning_admin", "a");
        app = EmbeddedDatabase.as(DATABASE, APP, "it's secret");
        provisioning = new Provisioning(admin, APP);
        provisioning.ensureAppRole("it's secret");
        provisioning.ensureAppRole("it's secret");
        provisioning.migratePlatform();
        provisioning.migratePlatform();
        one = provisioning.provision(wanted("acme-1"));
        two = provisioning.provision(wanted("acme-2"));
    }

    @Test
    void tenantsAreActiveAndApart() {
        assertThat(one.state()).isEqualTo(TenantState.ACTIVE);
        assertThat(one.schemaName()).isEqualTo("t_acme_1");
        assertThat(two.schemaName()).isEqualTo("t_acme_2");
        assertThat(one.id()).isNotEqualTo(two.id());
    }

    @Test
    void serverReadsThePlatformAndWritesNothingThere() throws SQLException {
        Tenants tenants = Tenants.over(app);
        assertThat(tenants.byKey("acme-1")).contains(one);
        assertThat(tenants.byId(two.id())).contains(two);
        assertThat(tenants.issuer("https://acme-1.example")).hasValueSatisfying(issuer -> {
            assertThat(issuer.tenant()).isEqualTo(one);
            assertThat(issuer.allowedOrigins()).containsExactly("https://crm.acme-1.example");
        });
        assertThat(tenants.issuer("https://nobody.example")).isEmpty();
        assertThat(tenants.knowsOrigin("https://crm.acme-2.example")).isTrue();
        assertThat(tenants.knowsOrigin("https://evil.example")).isFalse();
        assertThat(tenants.originsOf(two)).containsExactly("https://crm.acme-2.example");
        try (Connection connection = app.getConnection()) {
            assertRefused(connection, "update platform.tenant set state = 'ACTIVE'", "permission denied");
            assertRefused(connection, "delete from platform.trusted_issuer", "permission denied");
            assertRefused(connection, "create schema mine", "permission denied");
            assertRefused(connection, "create table public.mine (id int)", "permission denied");
        }
    }

    @Test
    void unboundConnectionSeesNothing() throws SQLException {
        try (Connection connection = app.getConnection()) {
            assertRefused(connection, "select * from audit_event", "does not exist");
            assertRefused(connection, "select * from t_acme_1.audit_event", "permission denied");
        }
    }

    @Test
    void tenantReachesItsOwnSchemaOnly() throws SQLException {
        try (Connection connection = bound(one)) {
            assertThat(count(connection, "select count(*) from audit_head")).isEqualTo(1);
            assertRefused(connection, "select * from t_acme_2.audit_head", "permission denied for schema t_acme_2");
        }
        try (Connection connection = bound(two)) {
            assertRefused(connection, "select * from t_acme_1.audit_head", "permission denied for schema t_acme_1");
            TenantBinding.bind(connection, two);
            assertRefused(connection, "create table t_acme_2.mine (id int)", "permission denied");
            TenantBinding.bind(connection, two);
            assertRefused(connection, "select * from flyway_schema_history", "permission denied");
        }
    }

    @Test
    void bindingEndsWithTheTransaction() throws SQLException {
        try (Connection connection = bound(one)) {
            connection.commit();
            assertRefused(connection, "select * from audit_head", "does not exist");
            TenantBinding.bind(connection, two);
            assertThat(text(connection, "select current_user || ' ' || current_schema()"))
                    .isEqualTo("t_acme_2 t_acme_2");
            connection.rollback();
            assertThat(text(connection, "select current_user")).isEqualTo(APP);
        }
    }

    @Test
    void auditLogOnlyGrows() throws SQLException {
        try (Connection connection = bound(one)) {
            for (String statement : List.of(
                    "update audit_event set action = 'x'",
                    "delete from audit_event",
                    "truncate audit_event",
                    "drop table audit_event",
                    "delete from audit_head",
                    "insert into audit_head (only_row, seq, hash) values (false, 1, '')")) {
                TenantBinding.bind(connection, one);
                assertThatThrownBy(() -> execute(connection, statement))
                        .as(statement)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
                connection.rollback();
            }
        }
    }

    @Test
    void killedProvisioningResumes() throws SQLException {
        try (Connection connection = admin.getConnection()) {
            execute(
                    connection,
                    "insert into platform.tenant (id, key, name, schema_name, role_name, state, locale, zone, currency)"
                            + " values (gen_random_uuid(), 'half', 'Half', 't_half', 't_half', 'PROVISIONING', 'en',"
                            + " 'UTC', 'CNY')");
            execute(connection, "create role t_half nologin");
            execute(connection, "create schema t_half");
        }
        Tenant tenant = provisioning.provision(wanted("half"));
        assertThat(tenant.state()).isEqualTo(TenantState.ACTIVE);
        assertThat(provisioning.provision(wanted("half"))).isEqualTo(tenant);
        try (Connection connection = bound(tenant)) {
            assertThat(count(connection, "select count(*) from audit_head")).isEqualTo(1);
        }
    }

    @Test
    void foreignRoleAndForeignIssuerAreNotTaken() throws SQLException {
        try (Connection connection = admin.getConnection()) {
            execute(connection, "create role t_stranger nologin");
        }
        assertThatThrownBy(() -> provisioning.provision(wanted("stranger"))).hasMessageContaining("t_stranger");
        assertThat(Tenants.over(admin).byKey("stranger")).isEmpty();
        NewTenant thief = new NewTenant(
                "thief",
                "Thief",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "CNY",
                wanted("acme-1").issuer());
        assertThatThrownBy(() -> provisioning.provision(thief)).hasMessageContaining("belongs to another tenant");
        assertThat(Tenants.over(admin)
                        .issuer("https://acme-1.example")
                        .orElseThrow()
                        .tenant())
                .isEqualTo(one);
    }

    @Test
    void suspendedTenantIsNotRevived() throws SQLException {
        Tenant tenant = provisioning.provision(wanted("sleeping"));
        try (Connection connection = admin.getConnection()) {
            execute(connection, "update platform.tenant set state = 'SUSPENDED' where key = 'sleeping'");
        }
        assertThatThrownBy(() -> provisioning.provision(wanted("sleeping"))).hasMessageContaining("SUSPENDED");
        assertThat(Tenants.over(app).knowsOrigin("https://crm.sleeping.example"))
                .isFalse();
    }

    @Test
    void badKeysAreRefused() {
        for (String key : List.of("", "a", "A1", "1a", "a_b", "a\"b", "a;b", "x".repeat(32))) {
            assertThatThrownBy(() -> wanted(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static NewTenant wanted(String key) {
        return new NewTenant(
                key,
                "Tenant " + key,
                Locale.SIMPLIFIED_CHINESE,
                ZoneId.of("Asia/Shanghai"),
                "CNY",
                new IssuerSpec(
                        "https://" + key + ".example",
                        "crm-contracts",
                        "{\"keys\":[]}",
                        List.of("https://crm." + key + ".example")));
    }

    private static Connection bound(Tenant tenant) throws SQLException {
        Connection connection = app.getConnection();
        connection.setAutoCommit(false);
        TenantBinding.bind(connection, tenant);
        return connection;
    }

    @Test
    void everyNodeHearsThatATenantChangesItself() throws SQLException {
        Tenant changing = provisioning.provision(wanted("changing"));
        Instant longAgo = Instant.parse("2026-01-02T03:04:05Z");
        try (Connection connection = admin.getConnection()) {
            execute(connection, "update platform.tenant set configured_at = '" + longAgo + "' where key = 'changing'");
        }
        Tenants node = Tenants.over(app);
        assertThat(node.settledSince(changing.id())).contains(longAgo);
        node.unsettle(changing.id());
        assertThat(node.settledSince(changing.id())).isEmpty();
        Tenants other = Tenants.over(app);
        assertThat(other.issuer("https://changing.example")).isPresent();
        assertThat(other.settledSince(changing.id())).isEmpty();
        assertThat(other.settledSince(new UUID(0, 1))).isEmpty();

        try (Connection connection = admin.getConnection()) {
            execute(
                    connection,
                    "update platform.tenant set configured_at = now() - interval '4 min 50 s' where key = 'changing'");
            other.refresh();
            assertThat(other.settledSince(changing.id())).isEmpty();
            execute(
                    connection,
                    "update platform.tenant set configured_at = now() - interval '301 s' where key = 'changing'");
            other.refresh();
            assertThat(other.settledSince(changing.id())).isPresent();
        }
    }

    @Test
    void theIssuersReadingAnswersWhetherTheTenantIsSettled() throws SQLException {
        Tenant settled = provisioning.provision(wanted("settled"));
        try (Connection connection = admin.getConnection()) {
            execute(
                    connection,
                    "update platform.tenant set configured_at = now() - interval '1 h' where key = 'settled'");
            Tenants node = Tenants.over(app);
            assertThat(node.issuer("https://settled.example")).isPresent();
            execute(connection, "update platform.tenant set configured_at = now() where key = 'settled'");
            // Not asked again, so the answer is the one of before.
            assertThat(node.settledSince(settled.id())).isPresent();
        }
    }

    private static void assertRefused(Connection connection, String sql, String reason) throws SQLException {
        assertThatThrownBy(() -> execute(connection, sql)).hasMessageContaining(reason);
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        return Long.parseLong(text(connection, sql));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
