package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * Copies the rows of a schema from one server into the same, freshly built schema of another, while the first goes on
 * being written; then only what changed.
 *
 * <p>What changed is found by {@code xmin}, the transaction that wrote a row's present form: every form that the former
 * snapshot could not see is at least as young as the oldest transaction that ran then. Rows that were deleted show by
 * their number, and only then are the keys compared. Tables without a primary key are copied anew when they changed.
 */
final class TenantCopy {
    /** All rows in one number, whatever their order; the settings above make their text equal on both servers. */
    private static final String SUM = "select count(*) || ' ' || coalesce(sum(('x' || substr(md5(t::text), 1, 16))"
            + "::bit(64)::bigint::numeric), 0) from (select %s from %s) t";

    private final Connection source;
    private final Connection target;
    private final String schema;
    private final List<TableShape> tables;
    private final Set<String> changed = new HashSet<>();
    private final Map<String, String> copied = new HashMap<>();
    private String since = "";
    private long rows;
    private long copyNanos;

    /** Both connections are the administrators' own and used by nothing else. */
    TenantCopy(Connection source, Connection target, String schema) throws SQLException {
        this.source = source;
        this.target = target;
        this.schema = schema;
        for (Connection side : List.of(source, target)) {
            RowText.settle(side);
            side.setAutoCommit(false);
        }
        source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        tables = TableShape.of(source, schema, Set.of(TableShape.HISTORY));
        checkShapes();
        source.commit();
    }

    long rows() {
        return rows;
    }

    /** How long the copying itself took, without comparing. */
    long copyMillis() {
        return copyNanos / 1_000_000;
    }

    private void checkShapes() throws SQLException {
        if (!tables.equals(TableShape.of(target, schema, Set.of(TableShape.HISTORY)))) {
            throw new IllegalStateException("the tables of the two places differ");
        }
        String scripts = "select string_agg(version || ' ' || checksum, ',' order by version) from "
                + TableShape.quoted(schema) + "." + TableShape.HISTORY + " where version is not null and success";
        if (!AdminSql.first(source, scripts).equals(AdminSql.first(target, scripts))) {
            throw new IllegalStateException("the two places were migrated by different scripts");
        }
    }

    /** Copies all rows of one snapshot, compares both sides and commits the target. */
    void copyAll(IntConsumer percent) throws SQLException {
        ForeignKeys.defer(target, schema);
        AdminSql.execute(
                target,
                "truncate " + tables.stream().map(table -> table.in(schema)).collect(Collectors.joining(", ")));
        since = snapshot();
        long expected = 0;
        for (TableShape table : tables) {
            expected += count(source, table);
        }
        for (TableShape table : tables) {
            long from = System.nanoTime();
            rows += pump("select " + table.columnList() + " from " + table.in(schema), table);
            copyNanos += System.nanoTime() - from;
            percent.accept((int) (100 * rows / Math.max(1, expected)));
        }
        for (TableShape table : tables) {
            copied.put(table.name(), compared(table));
        }
        source.commit();
        long from = System.nanoTime();
        target.commit();
        copyNanos += System.nanoTime() - from;
    }

    /**
     * Brings the target to a newer snapshot of the source and commits it.
     *
     * @return how many rows had changed
     */
    long catchUp() throws SQLException {
        String before = since;
        since = snapshot();
        long sent = 0;
        for (TableShape table : tables) {
            sent += catchUp(table, before);
        }
        source.commit();
        target.commit();
        return sent;
    }

    /** The last round, when nobody writes the source any more: also compares, and makes the target as the source is. */
    void finish() throws SQLException {
        String before = since;
        since = snapshot();
        checkShapes();
        for (TableShape table : tables) {
            catchUp(table, before);
        }
        for (TableShape table : tables) {
            if (changed.contains(table.name())) {
                compared(table);
            } else if (count(source, table) != count(target, table)) {
                throw new IllegalStateException("the copy of " + table.name() + " is not complete");
            }
        }
        ForeignKeys.restore(target, ForeignKeys.alterations(source, schema, "not deferrable"));
        setSequences();
        source.commit();
        target.commit();
    }

    private String snapshot() throws SQLException {
        return AdminSql.first(
                        source, "select mod(pg_snapshot_xmin(pg_current_snapshot())::text::numeric, 4294967296)::text")
                .orElseThrow();
    }

    private long catchUp(TableShape table, String before) throws SQLException {
        String place = table.in(schema);
        String young = " from " + place + " where age(xmin) <= age('" + before + "'::xid)";
        long there = count(source, table);
        long here = count(target, table);
        long newer =
                Long.parseLong(AdminSql.first(source, "select count(*)" + young).orElseThrow());
        if (newer == 0 && there == here) {
            return 0;
        }
        changed.add(table.name());
        if (table.key().isEmpty()) {
            AdminSql.execute(target, "delete from " + place);
            return pump("select " + table.columnList() + " from " + place, table);
        }
        AdminSql.execute(target, "create temp table moved_row (like " + place + ") on commit drop");
        for (TableShape.Column column : table.columns()) {
            AdminSql.execute(
                    target,
                    "alter table pg_temp.moved_row alter column " + TableShape.quoted(column.name())
                            + " drop not null");
        }
        pump("select " + table.columnList() + young, "pg_temp.moved_row (" + table.columnList() + ")");
        String same = table.key().stream()
                .map(TableShape::quoted)
                .map(column -> "t." + column + " = m." + column)
                .collect(Collectors.joining(" and "));
        long added = Long.parseLong(AdminSql.first(
                        target,
                        "select count(*) from pg_temp.moved_row m where not exists (select 1 from " + place
                                + " t where " + same + ")")
                .orElseThrow());
        if (here + added != there) {
            deleteStale(table, same);
        }
        AdminSql.execute(target, upsert(table));
        AdminSql.execute(target, "drop table pg_temp.moved_row");
        return newer + Math.abs(here + added - there);
    }

    private void deleteStale(TableShape table, String same) throws SQLException {
        AdminSql.execute(
                target,
                "create temp table moved_key on commit drop as select " + table.keyList() + " from " + table.in(schema)
                        + " with no data");
        pump("select " + table.keyList() + " from " + table.in(schema), "pg_temp.moved_key (" + table.keyList() + ")");
        AdminSql.execute(
                target,
                "delete from " + table.in(schema) + " t where not exists (select 1 from pg_temp.moved_key m where "
                        + same + ")");
        AdminSql.execute(target, "drop table pg_temp.moved_key");
    }

    private String upsert(TableShape table) {
        String set = table.columns().stream()
                .map(TableShape.Column::name)
                .filter(name -> !table.key().contains(name))
                .map(TableShape::quoted)
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return "insert into " + table.in(schema) + " (" + table.columnList() + ") overriding system value select "
                + table.columnList() + " from pg_temp.moved_row on conflict (" + table.keyList() + ") do "
                + (set.isEmpty() ? "nothing" : "update set " + set);
    }

    private long pump(String query, TableShape into) throws SQLException {
        return pump(query, into.in(schema) + " (" + into.columnList() + ")");
    }

    private long pump(String query, String into) throws SQLException {
        CopyOut out = source.unwrap(PGConnection.class).getCopyAPI().copyOut("copy (" + query + ") to stdout");
        CopyIn in = target.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin");
        try {
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private long count(Connection side, TableShape table) throws SQLException {
        return Long.parseLong(
                AdminSql.first(side, "select count(*) from " + table.in(schema)).orElseThrow());
    }

    private String compared(TableShape table) throws SQLException {
        String sum = String.format(SUM, table.columnList(), table.in(schema));
        String there = AdminSql.first(source, sum).orElseThrow();
        String here = AdminSql.first(target, sum).orElseThrow();
        if (!there.equals(here)) {
            throw new IllegalStateException("the copy of " + table.name() + " differs: " + there + " against " + here);
        }
        return here;
    }

    private void setSequences() throws SQLException {
        List<String> moves = new ArrayList<>(AdminSql.column(
                source,
                "select format('select setval(%L, %s)', quote_ident(schemaname) || '.' || quote_ident(sequencename),"
                        + " last_value) from pg_sequences where schemaname = ? and last_value is not null",
                schema));
        for (String move : moves) {
            AdminSql.first(target, move);
        }
    }
}
