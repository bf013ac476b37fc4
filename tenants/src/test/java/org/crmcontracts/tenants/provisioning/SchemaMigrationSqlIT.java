package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SchemaMigrationSqlIT {
    private static final String DATABASE = "migration";

    private static DataSource admin;
    private static Provisioning provisioning;

    @BeforeAll
    static void provisionTenants() throws SQLException {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase(DATABASE);
        admin = EmbeddedDatabase.admin(DATABASE);
        provisioning = new Provisioning(admin, "migration_app");
        provisioning.ensureAppRole("p");
        provisioning.migratePlatform();
        for (int i = 0; i < 6; i++) {
            provisioning.provision(new NewTenant(
                    "mig-" + i,
                    "Migrated " + i,
                    Locale.ENGLISH,
                    ZoneId.of("UTC"),
                    "EUR",
                    new IssuerSpec("https://mig-" + i + ".example", "a", "{\"keys\":[]}", List.of())));
        }
    }

    private static Tenant tenant(String key) {
        return Tenants.over(admin).byKey(key).orElseThrow();
    }

    private static void sql(String sql) {
        provisioning.work(connection -> {
            AdminSql.execute(connection, sql);
            return true;
        });
    }

    private static List<SchemaMigration.Outcome> run() {
        return new SchemaMigration(provisioning).run(3);
    }

    @Test
    void onlyTenantsBehindAreTouchedAndAFaultyOneIsHeldBackAlone() {
        sql("update platform.tenant set schema_version = null, migration_fault = null");
        assertThat(run()).hasSize(6).allMatch(outcome -> outcome.fault() == null);
        assertThat(run()).isEmpty();

        // Three behind: one that can be filled, one whose tables are in the way, one suspended.
        sql("update platform.tenant set schema_version = 'older' where key in ('mig-1', 'mig-2', 'mig-3')");
        sql("update platform.tenant set state = 'SUSPENDED' where key = 'mig-3'");
        sql("drop schema t_mig_1 cascade; create schema t_mig_1");
        sql("drop table t_mig_2.flyway_schema_history");
        sql("drop schema t_mig_3 cascade; create schema t_mig_3");

        List<SchemaMigration.Outcome> outcomes = run();
        assertThat(outcomes).extracting(SchemaMigration.Outcome::tenantKey).containsExactly("mig-1", "mig-2", "mig-3");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.fault() != null)
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.tenantKey()).isEqualTo("mig-2");
                    assertThat(outcome.fault()).hasSizeBetween(10, 500);
                });
        assertThat(tenant("mig-2").isHeldBack()).isTrue();
        assertThat(tenant("mig-1").isHeldBack()).isFalse();

        // Repaired by hand, the next run lets it go; nobody else is touched.
        sql("drop schema t_mig_2 cascade; create schema t_mig_2");
        assertThat(run()).containsExactly(new SchemaMigration.Outcome("mig-2", null));
        assertThat(tenant("mig-2").isHeldBack()).isFalse();
        assertThat(run()).isEmpty();
    }

    @Test
    void aSpareThatCannotBeMigratedIsDroppedWithItsRole() {
        new SpareSchemas(provisioning).refill(1);
        String spare = provisioning
                .work(connection -> AdminSql.first(connection, "select name from platform.spare_schema"))
                .orElseThrow();
        sql("drop table " + spare + ".flyway_schema_history");
        sql("update platform.spare_schema set schema_version = 'older'");
        run();
        provisioning.work(connection -> {
            assertThat(AdminSql.column(connection, "select name from platform.spare_schema"))
                    .isEmpty();
            assertThat(AdminSql.exists(connection, "select 1 from pg_namespace where nspname = ?", spare))
                    .isFalse();
            assertThat(AdminSql.exists(connection, "select 1 from pg_roles where rolname = ?", spare))
                    .isFalse();
            return true;
        });
        assertThat(new SpareSchemas(provisioning).refill(1)).isEqualTo(1);
    }

    @Test
    void theVersionIsThatOfTheScriptsAlone() {
        String version = provisioning.schemaVersion();
        assertThat(version).hasSize(64).isEqualTo(new Provisioning(admin, "another").schemaVersion());
        provisioning.work(connection -> {
            assertThat(AdminSql.exists(
                            connection, "select 1 from pg_namespace where nspname = ?", "crm_contracts_no_schema"))
                    .isFalse();
            return true;
        });
    }
}
