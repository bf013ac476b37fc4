package org.crmcontracts.tenants.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies a schema that goes on being written, between two databases, and writes it as an archive. */
class TenantCopySqlIT {
    private static final String SCHEMA = "t_copied";
    private static final String APP = "copy_app";

    @BeforeEach
    void build() throws SQLException {
        EmbeddedDatabase.start();
        for (String database : new String[] {"copy_from", "copy_to"}) {
            EmbeddedDatabase.createDatabase(database);
            Provisioning provisioning = new Provisioning(EmbeddedDatabase.admin(database), APP);
            provisioning.ensureAppRole("secret");
            provisioning.migratePlatform();
            provisioning.work(connection -> {
                AdminSql.execute(connection, "drop schema if exists " + SCHEMA + " cascade");
                provisioning.build(connection, SCHEMA);
                // What a module may bring: references, documents, a table without a key, numbers of its own.
                AdminSql.execute(connection, "set search_path = " + SCHEMA);
                AdminSql.execute(
                        connection,
                        """
                        create table parent (id uuid primary key, name text not null constraint uq_parent unique);
                        create table child (id bigint generated always as identity primary key,
                            parent_id uuid not null constraint fk_child references parent, paper bytea, at timestamptz,
                            amount numeric(24, 4), good boolean, odd_sealed text, day date, names text[],
                            twice text generated always as (parent_id::text || 'x') stored);
                        create table loose (n int, text text);
                        """);
                return true;
            });
        }
    }

    private static Connection on(String database) throws SQLException {
        Connection connection = EmbeddedDatabase.admin(database).getConnection();
        AdminSql.execute(connection, "set search_path = " + SCHEMA);
        return connection;
    }

    private static void sql(String text) throws SQLException {
        try (Connection connection = on("copy_from")) {
            AdminSql.execute(connection, text);
        }
    }

    private static void fill() throws SQLException {
        sql("insert into parent select md5(n::text)::uuid, E'p\\t\\n\\\\' || n from generate_series(1, 500) n");
        sql("insert into child (parent_id, paper, at, amount, good, odd_sealed, day, names) select id,"
                + " case when name like '%7' then decode(repeat('00ff', 2000), 'hex') end, '1999-12-31 23:59:59.000001+00',"
                + " 1234.5, true, 'v1:x', '2024-02-29', array['a,b', null, '\"'] from parent");
        sql("insert into loose select 1, 'same' from generate_series(1, 3)");
    }

    private static String sum(String database) throws SQLException {
        StringBuilder sums = new StringBuilder();
        try (Connection connection = on(database)) {
            for (TableShape table : TableShape.of(connection, SCHEMA, Set.of(TableShape.HISTORY))) {
                sums.append(table.name())
                        .append(AdminSql.first(
                                        connection,
                                        "select count(*) || md5(coalesce(string_agg(t::text, '' order by t::text), ''))"
                                                + " from (select " + table.columnList() + " from " + table.name()
                                                + ") t")
                                .orElseThrow());
            }
        }
        return sums.toString();
    }

    @Test
    void theCopyFollowsEveryKindOfChange() throws SQLException {
        fill();
        try (Connection source = EmbeddedDatabase.admin("copy_from").getConnection();
                Connection target = EmbeddedDatabase.admin("copy_to").getConnection()) {
            TenantCopy copy = new TenantCopy(source, target, SCHEMA);
            copy.copyAll(percent -> assertThat(percent).isBetween(0, 100));
            assertThat(sum("copy_to")).isEqualTo(sum("copy_from"));
            assertThat(copy.catchUp()).isZero();
            sql("insert into parent values ('00000000-0000-0000-0000-000000000001', 'new')");
            sql("insert into child (parent_id) values ('00000000-0000-0000-0000-000000000001')");
            sql("update child set amount = amount + 1 where id <= 10");
            sql("delete from child where id between 20 and 29");
            sql("delete from parent p where not exists (select 1 from child c where c.parent_id = p.id)");
            sql("insert into loose values (2, 'more')");
            assertThat(copy.catchUp()).isPositive();
            assertThat(sum("copy_to")).isEqualTo(sum("copy_from"));
            // Deleted and made anew with the same unique value, and a deletion that an insertion hides in the number.
            sql("delete from child where parent_id in (select id from parent where name = 'new')");
            sql("delete from parent where name = 'new'");
            sql("insert into parent values ('00000000-0000-0000-0000-000000000002', 'new')");
            sql("delete from loose where n = 1");
            copy.finish();
        }
        assertThat(sum("copy_to")).isEqualTo(sum("copy_from"));
        try (Connection target = on("copy_to")) {
            assertThat(AdminSql.column(
                            target, "select conname from pg_constraint where conname = 'fk_child' and condeferrable"))
                    .isEmpty();
            // Its own numbers go on behind the copied ones.
            AdminSql.execute(target, "insert into child (parent_id) select id from parent limit 1");
        }
    }

    @Test
    void anotherShapeIsRefused() throws SQLException {
        try (Connection target = on("copy_to")) {
            AdminSql.execute(target, "alter table loose add column more int");
        }
        try (Connection source = EmbeddedDatabase.admin("copy_from").getConnection();
                Connection target = EmbeddedDatabase.admin("copy_to").getConnection()) {
            assertThatThrownBy(() -> new TenantCopy(source, target, SCHEMA)).hasMessageContaining("differ");
        }
    }

    @Test
    void aChangeBehindTheCopysBackIsNoticed() throws SQLException {
        fill();
        try (Connection source = EmbeddedDatabase.admin("copy_from").getConnection();
                Connection target = EmbeddedDatabase.admin("copy_to").getConnection()) {
            TenantCopy copy = new TenantCopy(source, target, SCHEMA);
            copy.copyAll(percent -> {});
            try (Connection other = on("copy_to")) {
                AdminSql.execute(other, "update child set amount = 7 where id = 3");
            }
            sql("update child set amount = 8 where id = 4");
            assertThatThrownBy(copy::finish).hasMessageContaining("child differs");
        }
    }

    @Test
    void anArchiveIsWholeAndTheSameEachTime() throws Exception {
        fill();
        Path first = archive();
        try (ExportFile file = ExportFile.open(first, 1L << 30);
                ExportFile again = ExportFile.open(archive(), 1L << 30)) {
            assertThat(file.tables()).contains("parent", "child", "loose").doesNotContain("idempotency_key");
            assertThat(file.manifest().omittedSecrets()).contains("child.odd_sealed");
            assertThat(file.manifest().files()).isEqualTo(again.manifest().files());
            file.eachRow("child", row -> {
                assertThat(row.path("amount").asText()).isEqualTo("1234.5000");
                assertThat(row.path("at").asText()).isEqualTo("1999-12-31T23:59:59.000001+00");
                assertThat(row.path("odd_sealed").isNull()).isTrue();
                assertThat(row.has("twice")).isFalse();
                if (!row.path("paper").isNull()) {
                    assertThat(file.file(row.path("paper").asText())).hasSize(4000);
                }
            });
            assertThat(file.checkChain().valid()).isTrue();
        }
    }

    private static Path archive() throws Exception {
        Path path = Files.createTempFile("export", ".zip");
        Tenant tenant = new Tenant(
                new UUID(0, 1),
                "copied",
                "Copied",
                SCHEMA,
                SCHEMA,
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "CNY",
                null,
                null,
                null,
                "home");
        try (Connection source = EmbeddedDatabase.admin("copy_from").getConnection();
                OutputStream out = Files.newOutputStream(path)) {
            new ExportWriter(source, tenant).write(out, Instant.EPOCH, percent -> {});
        }
        return path;
    }
}
