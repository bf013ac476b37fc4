package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpareSchemasSqlIT {
    private static final String DATABASE = "spares";

    private static DataSource admin;
    private static Provisioning provisioning;

    private final SpareSchemas spares = new SpareSchemas(provisioning);

    @BeforeAll
    static void migrate() throws SQLException {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(DATABASE);
        admin = EmbeddedDatabase.admin(DATABASE);
        provisioning = new Provisioning(admin, "spares_app");
        provisioning.ensureAppRole("p");
        provisioning.migratePlatform();
    }

    @BeforeEach
    void takeAll() {
        provisioning.work(connection -> {
            AdminSql.execute(connection, "delete from platform.spare_schema");
            return true;
        });
    }

    @Test
    void refillsToTheWantedNumberAndNoFurther() {
        assertThat(spares.refill(2)).isEqualTo(2);
        assertThat(spares.refill(2)).isZero();
        assertThat(spares.refill(1)).isZero();
    }

    @Test
    void twoTransactionsTakeTwoAndAThirdNone() throws SQLException {
        spares.refill(2);
        try (Connection one = admin.getConnection();
                Connection two = admin.getConnection();
                Connection three = admin.getConnection()) {
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            Optional<SpareSchemas.Spare> first = SpareSchemas.take(one);
            Optional<SpareSchemas.Spare> second = SpareSchemas.take(two);
            assertThat(first).isPresent();
            assertThat(second).isPresent().isNotEqualTo(first);
            assertThat(SpareSchemas.take(three)).isEmpty();
            one.rollback();
            assertThat(SpareSchemas.take(three)).isEqualTo(first);
            two.rollback();
        }
    }

    @Test
    void finishesWhatAKilledRoundLeftHalfMade() {
        provisioning.work(connection -> {
            AdminSql.execute(connection, "insert into platform.spare_schema (name) values ('t_abcdefghijklm')");
            AdminSql.execute(connection, "create role t_abcdefghijklm nologin noinherit");
            AdminSql.execute(connection, "create schema t_abcdefghijklm");
            return true;
        });
        assertThat(provisioning.work(SpareSchemas::take)).isEmpty();
        assertThat(spares.refill(1)).isEqualTo(1);
        assertThat(provisioning.work(SpareSchemas::take))
                .contains(new SpareSchemas.Spare("t_abcdefghijklm", provisioning.schemaVersion()));
    }

    @Test
    void anotherNodeThatBuildsIsLeftAlone() throws SQLException {
        try (Connection other = admin.getConnection()) {
            AdminSql.first(other, "select pg_advisory_lock(hashtext('crm-contracts spare schemas'))");
            assertThat(spares.refill(1)).isZero();
        }
        assertThat(spares.refill(1)).isEqualTo(1);
    }

    /** Tables, columns, constraints, indexes and rights are those of a tenant that was provisioned step by step. */
    @Test
    void aSpareIsTheSameAsAProvisionedSchema() {
        spares.refill(1);
        String spare = provisioning.work(SpareSchemas::take).orElseThrow().name();
        Tenant tenant = provisioning.provision(new NewTenant(
                "stepwise",
                "Stepwise",
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "EUR",
                new IssuerSpec("https://stepwise.example", "a", "{\"keys\":[]}", List.of())));
        List<String> expected = shape(tenant.schemaName());
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(shape(spare)).isEqualTo(expected);
    }

    @Test
    void sparesAreMigratedWithTheTenants() {
        spares.refill(1);
        String spare = provisioning
                .work(connection -> AdminSql.first(connection, "select name from platform.spare_schema"))
                .orElseThrow();
        provisioning.work(connection -> {
            // As if the newest migration had come after the spare was built.
            AdminSql.execute(connection, "drop schema " + spare + " cascade");
            AdminSql.execute(connection, "create schema " + spare);
            AdminSql.execute(connection, "update platform.spare_schema set schema_version = 'older'");
            return true;
        });
        new SchemaMigration(provisioning).run(2);
        assertThat(shape(spare)).hasSizeGreaterThan(20);
        assertThat(provisioning.work(SpareSchemas::take))
                .contains(new SpareSchemas.Spare(spare, provisioning.schemaVersion()));
    }

    private static List<String> shape(String schema) {
        return provisioning
                .work(connection -> AdminSql.column(
                        connection,
                        """
                        select what from (
                            select format('column %%s.%%s %%s %%s', c.table_name, c.column_name, c.data_type, c.is_nullable)
                                what from information_schema.columns c where table_schema = '%1$s'
                            union all
                            select 'constraint ' || conrelid::regclass || ' ' || conname || ' '
                                || pg_get_constraintdef(oid)
                                from pg_constraint where connamespace = '%1$s'::regnamespace and contype <> 'n'
                            union all
                            select indexdef from pg_indexes where schemaname = '%1$s'
                            union all
                            select format('grant %%s %%s %%s', table_name, privilege_type, grantee)
                                from information_schema.role_table_grants
                                where table_schema = '%1$s' and grantee <> current_user
                        ) shapes order by 1"""
                                .formatted(schema)))
                .stream()
                .map(line -> line.replace(schema, "SCHEMA"))
                .toList();
    }
}
