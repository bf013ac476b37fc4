package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a tenant's schema must respect so that it can also stand on a schema-sharded PostgreSQL (Citus 13, schema-based
 * sharding, tried 2026-11): no triggers, keys inside the schema only, one schema per statement, no MERGE, no extension.
 * And what the platform's tables must, so that work for many tenants is found without looking into their schemas.
 */
class SchemaRulesSqlIT {
    private static final Map<String, String> FORBIDDEN = new LinkedHashMap<>(Map.of(
            "trigger", "\\bcreate\\s+(or\\s+replace\\s+)?(constraint\\s+)?trigger\\b",
            "merge", "\\bmerge\\s+into\\b",
            "another schema", "\\b(platform|public|pg_temp|t_[a-z0-9_]+)\\s*\\.\\s*[a-z_\"]",
            "schema of its own", "\\b(create|alter|drop)\\s+schema\\b",
            "extension", "\\bcreate\\s+extension\\b",
            "rule", "\\bcreate\\s+(or\\s+replace\\s+)?rule\\b",
            "foreign table", "\\bcreate\\s+foreign\\b",
            "role", "\\b(create|alter|drop|set)\\s+(local\\s+)?role\\b",
            "search path", "\\bsearch_path\\b"));

    private static Connection admin;
    private static String schema;

    @BeforeAll
    static void provision() throws SQLException {
        schema = TestTenant.create().tenant().schemaName();
        admin = TestPlatform.admin().dataSource().getConnection();
    }

    @Test
    void noScriptUsesWhatADistributedSchemaCannot() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, String> scripts = tenantScripts();
        assertThat(scripts).hasSizeGreaterThan(3);
        scripts.forEach((name, text) -> FORBIDDEN.forEach((what, pattern) -> {
            if (Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(text).find()) {
                found.add(name + ": " + what);
            }
        }));
        assertThat(found).isEmpty();
    }

    @Test
    void thePatternsFindWhatTheyForbid() {
        Map<String, String> samples = Map.of(
                "trigger", "create trigger t after insert on a",
                "merge", "MERGE INTO a using b",
                "another schema", "references platform.tenant (id)",
                "schema of its own", "create schema x",
                "extension", "create extension pg_trgm",
                "rule", "create rule r as on insert",
                "foreign table", "create foreign table f",
                "role", "set local role x",
                "search path", "set search_path to x");
        assertThat(samples.keySet()).isEqualTo(FORBIDDEN.keySet());
        samples.forEach((what, sample) ->
                assertThat(sample).containsPattern(FORBIDDEN.get(what).replace("\\b", "(?i)\\b")));
    }

    @Test
    void keysStayInsideTheSchemaAndNothingFires() throws SQLException {
        assertThat(rows("select conname from pg_constraint c where contype = 'f' and connamespace = '%s'::regnamespace"
                        + " and (select relnamespace from pg_class where oid = confrelid) <> connamespace"))
                .isEmpty();
        assertThat(rows("select tgname from pg_trigger where not tgisinternal and tgrelid in"
                        + " (select oid from pg_class where relnamespace = '%s'::regnamespace)"))
                .isEmpty();
        assertThat(rows("select proname from pg_proc where pronamespace = '%s'::regnamespace"))
                .isEmpty();
        assertThat(rows("select conname from pg_constraint where contype = 'f' and connamespace = '%s'::regnamespace"))
                .hasSizeGreaterThan(5);
    }

    @Test
    void everyForeignKeyHasAnIndexThatBeginsWithIt() throws SQLException {
        String unindexed =
                "select c.conname from pg_constraint c where contype = 'f' and connamespace = '%s'::regnamespace"
                        + " and not exists (select 1 from pg_index i where i.indrelid = c.conrelid and i.indpred is null"
                        + " and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)";
        assertThat(rows(unindexed)).isEmpty();
        assertThat(rows(unindexed.replace("'%s'", "'platform'"))).isEmpty();
    }

    /** Every relation costs memory in each connection that touches the tenant, and catalog rows for each tenant. */
    @Test
    void aTenantHasNoMoreTablesThanItMay() throws SQLException {
        assertThat(rows("select relname from pg_class where relkind = 'r' and relnamespace = '%s'::regnamespace"))
                .hasSizeLessThanOrEqualTo(60);
    }

    /** A table that tenants write beside their own is guarded by the database and lets each see its own rows only. */
    @Test
    void whatTenantsWriteOnThePlatformIsGuardedByRow() throws SQLException {
        List<String> open =
                rows("select relname from pg_class where relnamespace = 'platform'::regnamespace and relkind = 'r'"
                        + " and exists (select 1 from unnest(relacl) a where a::text like '=%%')");
        assertThat(open).contains("job");
        for (String table : open) {
            assertThat(rows("select relrowsecurity from pg_class where oid = 'platform." + table + "'::regclass"))
                    .as(table)
                    .containsExactly("t");
            assertThat(rows(
                            "select distinct qual || ' | ' || coalesce(with_check, qual) from pg_policies where schemaname = 'platform' and tablename = '"
                                    + table + "' and roles = '{public}'"))
                    .as(table)
                    .containsExactly("(tenant_role = CURRENT_USER) | (tenant_role = CURRENT_USER)");
            assertThat(rows("select data_type from information_schema.columns where table_schema = 'platform'"
                            + " and table_name = '" + table + "' and data_type in ('bytea', 'xml')"))
                    .as("content in " + table)
                    .isEmpty();
        }
    }

    private static Map<String, String> tenantScripts() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Flyway flyway = Flyway.configure()
                .dataSource(TestPlatform.admin().dataSource())
                .locations("classpath:db/tenant")
                .placeholders(Map.of("tenantRole", "r"))
                .load();
        for (MigrationInfo script : flyway.info().all()) {
            if (script.getScript().startsWith("V")) {
                URL file = SchemaRulesSqlIT.class.getResource("/db/tenant/" + script.getScript());
                try (var in = file.openStream()) {
                    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    texts.put(script.getScript(), withoutCommentsAndTexts(text).toLowerCase(Locale.ROOT));
                }
            }
        }
        return texts;
    }

    private static String withoutCommentsAndTexts(String sql) {
        return sql.replaceAll("--[^\n]*", " ").replaceAll("'(?:[^']|'')*'", "''");
    }

    private static List<String> rows(String sql) throws SQLException {
        try (PreparedStatement select = admin.prepareStatement(String.format(sql, schema));
                ResultSet rows = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
