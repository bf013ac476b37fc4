package org.crmcontracts.tenants.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
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
    private static final UUID SUBJECT = new UUID(7, 7);
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
        tenant = provisioned("audited");
    }

    private static Tenant provisioned(String key) {
        return new Provisioning(admin, "audit_app")
                .provision(new NewTenant(
                        key,
                        key,
                        Locale.ENGLISH,
                        ZoneId.of("UTC"),
                        "EUR",
                        new IssuerSpec("https://" + key + ".example", "a", "{\"keys\":[]}", List.of())));
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

        assertThat(count("select count(*) from t_audited.audit_person where kind = 'ACTOR'"))
                .isEqualTo(1);

        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            String ref = "update t_audited.audit_event set action = '%s' where seq = 7";
            statement.execute(String.format(ref, "forged"));
            assertThat(verify().firstInvalid()).isEqualTo(7L);
            statement.execute(String.format(ref, "contract.created"));
            assertThat(verify().valid()).isTrue();
            connection.setAutoCommit(false);
            statement.execute("delete from t_audited.audit_event where seq = 32");
            connection.commit();
            assertThat(verify().firstInvalid()).isEqualTo(32L);
        }
    }

    @Test
    void personsMayBeErasedButNotChanged() throws Exception {
        Tenant own = provisioned("people");
        oldEvent(own, 1);
        append(own, new Actor("u1", "韩梅梅"), Map.of("comment", Personal.of("Ask 李雷 first")));
        append(own, new Actor("u2", "Tom"), Map.of());
        append(own, new Actor("u1", "韩梅梅"), Map.of("comment", Personal.of("again")));
        append(own, new Actor("u1", "韩美"), Map.of());
        assertThat(read(own)).extracting(AuditEntry::actorName).containsExactly("Old", "韩梅梅", "Tom", "韩梅梅", "韩美");
        assertThat(read(own).get(1).data()).containsEntry("comment", "Ask 李雷 first");
        assertThat(verify(own).valid()).isTrue();

        run("update t_people.audit_person set value = 'Jerry' where value = 'Tom'");
        assertThat(verify(own))
                .extracting(ChainReport::firstInvalid, ChainReport::reason)
                .containsExactly(3L, ChainReport.Reason.PERSON);
        run("update t_people.audit_person set value = 'Tom' where value = 'Jerry'");
        run("update t_people.audit_person set value = 'never' where value = 'again'");
        assertThat(verify(own).firstInvalid()).isEqualTo(4L);
        run("update t_people.audit_person set value = 'again' where value = 'never'");

        try (Connection connection = bound(own)) {
            assertThat(new AuditChain(connection).erase("u1"))
                    .satisfies(erased -> assertThat(erased.rows()).isEqualTo(4))
                    .satisfies(erased -> assertThat(erased.refs()).hasSize(2));
            connection.commit();
        }
        assertThat(verify(own).valid()).isTrue();
        assertThat(read(own)).extracting(AuditEntry::actorName).containsExactly("Old", null, "Tom", null, null);
        assertThat(read(own).get(1).data()).containsEntry("comment", null);
        assertThat(dump("people")).doesNotContain("韩", "李雷", "again", "u1").contains("Tom");
        // Who comes back is a new person to the chain.
        append(own, new Actor("u1", "韩梅梅"), Map.of());
        assertThat(read(own)).extracting(AuditEntry::actorName).containsExactly("Old", null, "Tom", null, null, "韩梅梅");
    }

    @Test
    void everyKindOfForgeryInTheTablesIsFound() throws Exception {
        Tenant own = provisioned("forged");
        int length = 2_000;
        try (Connection connection = bound(own)) {
            for (int i = 0; i < length; i++) {
                new AuditChain(connection).append(event(new Actor("u" + i % 20, "U"), Map.of("n", i)));
            }
            connection.commit();
        }
        assertThat(verify(own).events()).isEqualTo(length);
        Random random = new Random(7);
        for (int i = 0; i < 5; i++) {
            long at = 2 + random.nextInt(length - 2);
            assertFound(own, "update t_forged.audit_event set data = '{}' where seq = " + at, at);
            assertFound(own, "update t_forged.audit_event set at = at + interval '1 us' where seq = " + at, at);
            assertFound(own, "delete from t_forged.audit_event where seq = " + at, at);
            assertFound(own, "delete from t_forged.audit_event where seq >= " + at, at);
            assertFound(
                    own,
                    "update t_forged.audit_event set seq = -seq where seq > " + at + ";"
                            + " update t_forged.audit_event set seq = 1 - seq where seq < 0;"
                            + " insert into t_forged.audit_event (seq, id, at, action, outcome, subject_type, data, hash, form,"
                            + " actor_ref) select seq + 1, gen_random_uuid(), at, action, outcome, subject_type, data,"
                            + " hash, form, actor_ref from t_forged.audit_event where seq = " + at,
                    at + 1);
            assertFound(
                    own,
                    "update t_forged.audit_event set seq = -seq where seq in (" + (at - 1) + ", " + at + ");"
                            + " update t_forged.audit_event set seq = case seq when -" + at + " then " + (at - 1)
                            + " else " + at + " end where seq < 0",
                    at - 1);
        }
    }

    /** Forges, checks, and takes the forgery back. */
    private static void assertFound(Tenant own, String forgery, long at) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(forgery);
            statement.execute("set local search_path = " + own.schemaName());
            assertThat(new AuditChain(connection).verify(Map.of()).firstInvalid())
                    .as(forgery)
                    .isEqualTo(at);
            connection.rollback();
        }
    }

    private static void append(boolean undone) throws SQLException {
        try (Connection connection = bound(tenant)) {
            new AuditChain(connection)
                    .append(event(
                            new Actor("u", "张三"),
                            Map.of("amount", new java.math.BigDecimal("10.00"), "title", "采购\u0000合同")));
            if (undone) {
                connection.rollback();
            } else {
                connection.commit();
            }
        }
    }

    private static void append(Tenant own, Actor actor, Map<String, ?> data) throws SQLException {
        try (Connection connection = bound(own)) {
            new AuditChain(connection).append(event(actor, data));
            connection.commit();
        }
    }

    private static NewEvent event(Actor actor, Map<String, ?> data) {
        return new NewEvent(
                new Ids().next(),
                Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                "contract.created",
                AuditEvent.Outcome.DONE,
                "contract",
                SUBJECT,
                data);
    }

    /** As the former version of the program wrote it. */
    private static void oldEvent(Tenant own, long seq) throws SQLException {
        AuditEvent event = new AuditEvent(
                        AuditEvent.NAMED,
                        seq,
                        new Ids().next(),
                        Instant.parse("2026-11-24T08:00:00.123456Z"),
                        "old",
                        "Old",
                        null,
                        "contract.created",
                        AuditEvent.Outcome.DONE,
                        "contract",
                        SUBJECT,
                        "{}",
                        "")
                .linkedTo(ChainVerifier.GENESIS);
        run("insert into " + own.schemaName() + ".audit_event (seq, id, at, actor_id, actor_name, action, outcome,"
                + " subject_type, subject_id, data, hash) values (" + seq + ", '" + event.id() + "', '" + event.at()
                + "', 'old', 'Old', 'contract.created', 'DONE', 'contract', '" + SUBJECT + "', '{}', '" + event.hash()
                + "')");
        run("update " + own.schemaName() + ".audit_head set seq = " + seq + ", hash = '" + event.hash() + "'");
    }

    private static List<AuditEntry> read(Tenant own) throws SQLException {
        try (Connection connection = bound(own)) {
            return new AuditChain(connection).of("contract", SUBJECT);
        }
    }

    private static String dump(String key) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select e::text from t_" + key + ".audit_event e union all"
                        + " select p::text from t_" + key + ".audit_person p")) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static ChainReport verify() throws SQLException {
        return verify(tenant);
    }

    private static ChainReport verify(Tenant own) throws SQLException {
        try (Connection connection = bound(own)) {
            return new AuditChain(connection).verify(Map.of());
        }
    }

    private static Connection bound(Tenant own) throws SQLException {
        Connection connection = app.getConnection();
        connection.setAutoCommit(false);
        TenantBinding.bind(connection, own);
        return connection;
    }
}
