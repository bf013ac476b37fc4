package org.crmcontracts.tenants.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.crmcontracts.tenants.testing.RoundTrips;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

class RidingConnectionSqlIT {
    private static final String DATABASE = "riding";
    private static final String OWN = "select current_schema() || ' ' || current_user || ' ' || ?";

    private static RoundTrips trips;
    private static Tenant tenant;
    private static Tenant other;
    private static String expected;

    private Connection real;
    private Connection riding;

    @BeforeAll
    static void provision() throws Exception {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(DATABASE);
        Provisioning provisioning = new Provisioning(EmbeddedDatabase.admin(DATABASE), "riding_app");
        provisioning.ensureAppRole("p");
        provisioning.migratePlatform();
        tenant = provision(provisioning, "rider");
        other = provision(provisioning, "other");
        expected = tenant.schemaName() + " " + tenant.roleName() + " x";
        trips = new RoundTrips(EmbeddedDatabase.port());
    }

    private static Tenant provision(Provisioning provisioning, String key) {
        return provisioning.provision(new NewTenant(
                key,
                key,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://" + key + ".example", "a", "{\"keys\":[]}", List.of())));
    }

    @AfterAll
    static void end() {
        trips.close();
    }

    @BeforeEach
    void open() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + trips.port() + "/" + DATABASE);
        source.setUser("riding_app");
        source.setPassword("p");
        source.setStringType("unspecified");
        real = source.getConnection();
        real.setAutoCommit(false);
        begin();
    }

    private void begin() {
        riding = TenantBinding.riding(real, tenant);
    }

    @AfterEach
    void close() throws SQLException {
        real.rollback();
        real.close();
    }

    @Test
    void theFirstStatementNeedsNoRoundTripForTheBinding() throws SQLException {
        trips.take();
        assertThat(own(riding)).isEqualTo(expected);
        assertThat(trips.take()).isEqualTo(1);
        assertThat(own(riding)).isEqualTo(expected);
        assertThat(trips.take()).isEqualTo(1);
        real.commit();
        trips.take();
        TenantBinding.bind(real, tenant);
        assertThat(own(real)).isEqualTo(expected);
        assertThat(trips.take()).isEqualTo(2);
    }

    @Test
    void aTransactionThatSendsNothingIsNotBound() throws SQLException {
        trips.take();
        try (PreparedStatement never = riding.prepareStatement(OWN)) {
            never.setString(1, "x");
        }
        riding.commit();
        assertThat(trips.take()).isZero();
    }

    @Test
    void theBindingEndsWithTheTransaction() throws SQLException {
        own(riding);
        riding.commit();
        try (Statement statement = real.createStatement();
                ResultSet row = statement.executeQuery("select current_schema(), current_user")) {
            row.next();
            assertThat(row.getString(1)).isNull();
            assertThat(row.getString(2)).isEqualTo("riding_app");
        }
    }

    @Test
    void updatesTellHowManyRowsTheyTouched() throws SQLException {
        try (PreparedStatement insert = riding.prepareStatement(
                "insert into idempotency_key (key, operation, request_hash, created_at) select 'k' || n, ?, ?, now()"
                        + " from generate_series(1, 3) n")) {
            insert.setString(1, "op");
            insert.setString(2, "hash");
            assertThat(insert.executeUpdate()).isEqualTo(3);
            insert.setString(2, "other");
            assertThatThrownBy(insert::executeUpdate).hasMessageContaining("duplicate key");
        }
    }

    @Test
    void rowsThatAnInsertReturnsAreItsOwn() throws SQLException {
        try (PreparedStatement insert = riding.prepareStatement(
                "insert into idempotency_key (key, operation, request_hash, created_at) values (?, 'o', 'h', now())"
                        + " returning key")) {
            insert.setString(1, "mine");
            assertThat(insert.execute()).isTrue();
            try (ResultSet row = insert.getResultSet()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("mine");
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void whatReturnsRowsIsNoUpdateAndTheReverse() throws SQLException {
        try (PreparedStatement select = riding.prepareStatement("select 1")) {
            assertThatThrownBy(select::executeUpdate).isInstanceOf(SQLException.class);
        }
        riding.rollback();
        begin();
        try (PreparedStatement update = riding.prepareStatement("update idempotency_key set answer = null")) {
            assertThatThrownBy(update::executeQuery).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aStatementPreparedFirstMayBeExecutedLater() throws SQLException {
        try (PreparedStatement first = riding.prepareStatement(OWN);
                PreparedStatement second = riding.prepareStatement(OWN)) {
            second.setString(1, "x");
            assertThat(only(second)).isEqualTo(expected);
            first.setString(1, "x");
            assertThat(only(first)).isEqualTo(expected);
            first.setString(1, "y");
            assertThat(only(first)).endsWith(" y");
            assertThat(only(first)).endsWith(" y");
        }
    }

    @Test
    void aBatchAndACursorAreBoundToo() throws SQLException {
        try (PreparedStatement insert = riding.prepareStatement(
                "insert into idempotency_key (key, operation, request_hash, created_at) values (?, 'o', 'h', now())")) {
            for (int i = 0; i < 5; i++) {
                insert.setString(1, "batch-" + i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(5);
        }
        riding.commit();
        begin();
        try (PreparedStatement select =
                riding.prepareStatement("select key from idempotency_key where key like ? order by 1")) {
            select.setFetchSize(2);
            select.setString(1, "batch-%");
            int rows = 0;
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(5);
        }
    }

    @Test
    void rollingBackToASavepointKeepsTheBinding() throws SQLException {
        Savepoint before = riding.setSavepoint();
        own(riding);
        riding.rollback(before);
        assertThat(own(riding)).isEqualTo(expected);
    }

    @Test
    void everyOtherWayToTheDatabaseBindsFirst() throws SQLException {
        try (Statement statement = riding.createStatement();
                ResultSet row = statement.executeQuery("select current_schema()")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo(tenant.schemaName());
        }
        riding.rollback();
        begin();
        assertThat(riding.unwrap(PGConnection.class).getBackendPID()).isPositive();
        assertThat(own(real)).isEqualTo(expected);
    }

    @Test
    void aFailedFirstStatementTellsItsOwnError() throws SQLException {
        try (PreparedStatement wrong = riding.prepareStatement("select * from nowhere where a = ?")) {
            wrong.setInt(1, 1);
            assertThatThrownBy(wrong::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
        }
    }

    private static String own(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OWN)) {
            select.setString(1, "x");
            return only(select);
        }
    }

    private static String only(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            String value = row.getString(1);
            assertThat(row.next()).isFalse();
            return value;
        }
    }

    /** The driver names a statement in the server from its fifth use on, and keeps it as long as no search path changes. */
    @Test
    void theServerKeepsEachTenantsStatementApart() throws SQLException {
        for (int i = 0; i < 8; i++) {
            for (Tenant turn : List.of(tenant, other)) {
                riding = TenantBinding.riding(real, turn);
                try (PreparedStatement insert =
                        riding.prepareStatement("insert into idempotency_key (key, operation, request_hash, created_at)"
                                + " values (?, 'turn', 'h', now())")) {
                    insert.setString(1, turn.key() + i);
                    insert.executeUpdate();
                }
                try (PreparedStatement select = riding.prepareStatement(
                        "select string_agg(key, ' ' order by key) || ' ' || current_schema() from idempotency_key"
                                + " where operation = ?")) {
                    select.setString(1, "turn");
                    assertThat(only(select)).startsWith(turn.key() + "0").endsWith(turn.schemaName());
                    assertThat(only(select)).doesNotContain(turn.equals(tenant) ? "other" : "rider");
                }
                riding.commit();
            }
        }
        begin();
        try (PreparedStatement kept = riding.prepareStatement(
                "select string_agg(split_part(statement, ' ', 1), ' ' order by"
                        + " statement) from pg_prepared_statements where statement like '%string_agg(key%operation = ' || ?")) {
            kept.setString(1, "$1");
            assertThat(kept(kept))
                    .containsExactlyInAnyOrder("/*" + tenant.roleName() + "*/", "/*" + other.roleName() + "*/");
        }
    }

    @Test
    void aCommandsStatementsArePlannedOnceForAllValues() throws SQLException {
        real.unwrap(PGConnection.class).setPrepareThreshold(1);
        String find = "select count(*)::text from idempotency_key where key = ?";
        assertThat(plans(find, "POST")).isEqualTo("7 generic, 0 for values");
        assertThat(plans(find + " and true", "GET")).isEqualTo("2 generic, 5 for values");
    }

    /** How PostgreSQL planned a statement of seven transactions; it tries five times for the values by itself. */
    private String plans(String sql, String method) throws SQLException {
        PlanChoice.ofRequest(method);
        try {
            for (int i = 0; i < 7; i++) {
                begin();
                try (PreparedStatement select = riding.prepareStatement(sql)) {
                    select.setString(1, "k" + i);
                    only(select);
                }
                riding.commit();
            }
        } finally {
            PlanChoice.clear();
        }
        try (PreparedStatement kept = real.prepareStatement(
                "select generic_plans || ' generic, ' || custom_plans || ' for values' from pg_prepared_statements"
                        + " where trim(statement) = ?")) {
            kept.setString(1, TenantBinding.own(sql, tenant).replace("?", "$1"));
            return only(kept);
        }
    }

    private static List<String> kept(PreparedStatement statement) throws SQLException {
        return List.of(only(statement).split(" "));
    }
}
