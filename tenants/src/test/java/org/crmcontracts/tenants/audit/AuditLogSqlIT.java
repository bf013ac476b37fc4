package org.crmcontracts.tenants.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuditLogSqlIT {
    private static final int WRITERS = 4;
    private static final int EVENTS_EACH = 10;

    private static DataSource admin;
    private static DataSource app;
    private static Tenant tenant;

    @BeforeAll
    static void provision() {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase("audit");
        admin = EmbeddedDatabase.admin("audit");
        app = EmbeddedDatabase.as("audit", "audit_app", "a");
        Provisioning provisioning = new Provisioning(admin, "audit_app");
        provisioning.ensureAppRole("a");
        provisioning.migratePlatform();
        tenant = provisioning.provision(new NewTenant(
                "audited",
                "Audited",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://i.example", "a", "{\"keys\":[]}", List.of())));
    }

    @Test
    void parallelWritersKeepOneChainAndAForgeryShows() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> runs = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            runs.add(writers.submit(() -> {
                for (int i = 0; i < EVENTS_EACH; i++) {
                    append(i % 5 == 4);
                }
                return null;
            }));
        }
        for (Future<?> run : runs) {
            run.get();
        }
        writers.shutdown();
        ChainReport report = verify();
        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(WRITERS * EVENTS_EACH * 4 / 5);

        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update t_audited.audit_event set actor_name = 'nobody' where seq = 7");
            assertThat(verify().firstInvalid()).isEqualTo(7L);
            statement.execute("update t_audited.audit_event set actor_name = '张三' where seq = 7");
            assertThat(verify().valid()).isTrue();
            statement.execute("delete from t_audited.audit_event where seq = 32");
            assertThat(verify().firstInvalid()).isEqualTo(32L);
        }
    }

    private static void append(boolean undone) throws SQLException {
        try (Connection connection = bound()) {
            AuditLog.append(
                    connection,
                    Clock.systemUTC(),
                    new Ids().next(),
                    new Actor("u", "张三"),
                    "contract.created",
                    AuditEvent.Outcome.DONE,
                    "contract",
                    new Ids().next(),
                    Map.of("amount", new java.math.BigDecimal("10.00"), "title", "采购\u0000合同"));
            if (undone) {
                connection.rollback();
            } else {
                connection.commit();
            }
        }
    }

    private static ChainReport verify() throws SQLException {
        try (Connection connection = bound()) {
            return AuditLog.verify(connection);
        }
    }

    private static Connection bound() throws SQLException {
        Connection connection = app.getConnection();
        connection.setAutoCommit(false);
        TenantBinding.bind(connection, tenant);
        return connection;
    }
}
