package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A new tenant's schema, made in one message, is what Flyway makes of all modules' scripts, one after the other. */
class SchemaReplaySqlIT {
    private static final String REPLAYED = "replayed";

    /** Everything of a schema that can differ, with its name left out. */
    private static final String SHAPE =
            """
            select replace(what, :name, 'SCHEMA') from (
                select format('column %s.%s %s %s %s %s %s', c.relname, a.attname, a.attnum,
                              format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
                              pg_get_expr(d.adbin, d.adrelid)) as what
                  from pg_attribute a join pg_class c on c.oid = a.attrelid
                  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                 where c.relnamespace = :name::regnamespace and a.attnum > 0
                union all
                select format('relation %s %s %s %s %s', relname, relkind, relpersistence, relrowsecurity, reloptions)
                  from pg_class where relnamespace = :name::regnamespace
                union all
                select format('right %s %s', relname, replace(acl::text, current_user, 'OWNER'))
                  from pg_class left join lateral unnest(relacl) acl on true where relnamespace = :name::regnamespace
                union all
                select format('column right %s.%s %s', attrelid::regclass, attname, attacl)
                  from pg_attribute where attacl is not null
                   and attrelid in (select oid from pg_class where relnamespace = :name::regnamespace)
                union all
                select format('constraint %s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), condeferred)
                  from pg_constraint where connamespace = :name::regnamespace
                union all
                select indexdef from pg_indexes where schemaname = :name
                union all
                select format('function %s', pg_get_functiondef(oid)) from pg_proc where pronamespace = :name::regnamespace
                union all
                select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger
                 where tgrelid in (select oid from pg_class where relnamespace = :name::regnamespace)
                   and not tgisinternal
                union all
                select format('schema right %s', nspacl) from pg_namespace where nspname = :name
            ) shapes order by 1
            """;

    @Test
    void aNewSchemaIsTheReplayOfEveryScript() throws SQLException {
        String fresh = TestTenant.create().tenant().schemaName();
        try (Connection admin = TestPlatform.admin().dataSource().getConnection();
                Statement statement = admin.createStatement()) {
            statement.execute("create role replayed nologin noinherit; create schema replayed;"
                    + "revoke all on schema replayed from public; grant usage on schema replayed to replayed");
            flyway(REPLAYED).migrate();
            List<String> expected = shape(admin, REPLAYED);
            assertThat(expected).hasSizeGreaterThan(300);
            assertThat(shape(admin, fresh)).isEqualTo(expected);
            for (String table : rows(
                    admin,
                    "select relname from pg_class where relnamespace = '" + fresh + "'::regnamespace and relkind = 'r'"
                            + " and relname <> 'flyway_schema_history'")) {
                String seeded = "select t::text from %s." + table + " t order by 1";
                assertThat(rows(admin, seeded.formatted(fresh)))
                        .as(table)
                        .isEqualTo(rows(admin, seeded.formatted(REPLAYED)));
            }
            String history = "select installed_rank || version || description || type || script || checksum from"
                    + " %s.flyway_schema_history where version is not null order by installed_rank";
            assertThat(rows(admin, history.formatted(fresh))).isEqualTo(rows(admin, history.formatted(REPLAYED)));
        }
    }

    @Test
    void flywayFindsNothingToDoInANewSchema() {
        String fresh = TestTenant.create().tenant().schemaName();
        Flyway flyway = flyway(fresh);
        flyway.validate();
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.migrate().migrationsExecuted).isZero();
    }

    private static Flyway flyway(String schema) {
        return Flyway.configure()
                .dataSource(TestPlatform.admin().dataSource())
                .defaultSchema(schema)
                .createSchemas(false)
                .locations("classpath:db/tenant")
                .placeholders(Map.of("tenantRole", '"' + schema + '"'))
                .outOfOrder(true)
                .load();
    }

    private static List<String> shape(Connection admin, String schema) throws SQLException {
        return rows(admin, SHAPE.replace(":name", "'" + schema + "'"));
    }

    private static List<String> rows(Connection admin, String sql) throws SQLException {
        try (PreparedStatement select = admin.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
