package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** Runs of connections, their counts and their history of changes. Callers bring the transaction. */
@ApplicationScoped
public class SyncRuns {
    private static final String RUN =
            "id, connection_id, kind, outcome, started_at, ended_at, pages, created, updated, "
                    + "unchanged, quarantined, deleted, problem_code, total, conflicts, pushed, undo_of, changes, left_out";
    /** Runs that have ended and are no longer kept; a connection's last good one always is. */
    private static final String OLD =
            "(r.started_at < ? or (r.started_at < ? and r.kind in ('PULL', 'PUSH') and r.changes + r.created + r.updated"
                    + " + r.deleted + r.pushed + r.quarantined + r.conflicts = 0)) and r.outcome <> 'RUNNING'"
                    + " and r.id is distinct from (select g.id from sync_run g where g.connection_id = r.connection_id"
                    + " and g.outcome = 'DONE' and g.kind in ('PULL', 'FULL') order by g.started_at desc, g.id desc limit 1)";

    private static final String CHANGE = "seq, kind, local_id, external_id, side, field, before, after, rule";

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** What became of the records of a page. */
    record Counts(int created, int updated, int unchanged, int quarantined, int conflicts, int leftOut) {}

    /** Whose record a change concerns. */
    public enum Side {
        LOCAL,
        REMOTE
    }

    /**
     * One change of a run.
     *
     * @param seq its place in the run, from 1
     * @param name of our record as it is now, null where there is none
     * @param field our name of the field; empty for the record as a whole
     * @param rule why, or what was found
     */
    public record Change(
            int seq,
            RemoteKind kind,
            @Nullable UUID localId,
            @Nullable String externalId,
            @Nullable String name,
            Side side,
            String field,
            @Nullable String before,
            @Nullable String after,
            String rule) {}

    /** A change to note. */
    record Line(
            RemoteKind kind,
            @Nullable UUID localId,
            @Nullable String externalId,
            Side side,
            String field,
            @Nullable String before,
            @Nullable String after,
            String rule) {
        static Line here(RemoteKind kind, UUID local, String external, ThreeWayMerge.Change change) {
            return new Line(
                    kind,
                    local,
                    external,
                    Side.LOCAL,
                    change.field(),
                    change.before(),
                    change.after(),
                    change.rule().name());
        }
    }

    void add(UUID run, UUID connection, SyncRun.Kind kind, @Nullable UUID undoOf) {
        sql.update(
                "insert into sync_run (id, connection_id, kind, outcome, started_at, undo_of) values (?, ?, ?, 'RUNNING', ?,"
                        + " ?::uuid)",
                run,
                connection,
                kind.name(),
                clock.instant(),
                undoOf == null ? null : undoOf.toString());
    }

    void count(UUID run, Counts counts) {
        sql.update(
                "update sync_run set pages = pages + 1, created = created + ?, updated = updated + ?, unchanged ="
                        + " unchanged + ?, quarantined = quarantined + ?, conflicts = conflicts + ?, left_out = left_out + ?"
                        + " where id = ?",
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.quarantined(),
                counts.conflicts(),
                counts.leftOut(),
                run);
    }

    void deleted(UUID run, int count) {
        if (count > 0) {
            sql.update("update sync_run set deleted = deleted + ? where id = ?", count, run);
        }
    }

    void pushed(UUID run, int count) {
        sql.update("update sync_run set pushed = pushed + ? where id = ?", count, run);
    }

    void total(UUID run, long total) {
        sql.update("update sync_run set total = coalesce(total, 0) + ? where id = ?", total, run);
    }

    /** Adds lines to the run's history, in their order. */
    void journal(UUID run, List<Line> lines) {
        if (lines.isEmpty()) {
            return;
        }
        int last = sql.first(
                        "update sync_run set changes = changes + ? where id = ? returning changes",
                        row -> row.getInt(1),
                        lines.size(),
                        run)
                .orElseThrow();
        Rows rows = new Rows(
                "seq::int", "kind", "local_id::uuid", "external_id", "side", "field", "before", "after", "rule");
        int seq = last - lines.size();
        for (Line line : lines) {
            rows.add(
                    ++seq,
                    line.kind(),
                    line.localId(),
                    line.externalId(),
                    line.side(),
                    line.field(),
                    line.before(),
                    line.after(),
                    line.rule());
        }
        sql.update(
                "insert into sync_change (run_id, seq, kind, local_id, external_id, side, field, before, after, rule)"
                        + " select ?::uuid, seq, kind, local_id, external_id, side, field, before, after, rule from "
                        + rows.table(),
                rows.parameters(run.toString()));
    }

    /** The run's history behind a place, at most {@code limit} lines. */
    public List<Change> changes(UUID run, int after, int limit) {
        return sql.query(
                "select " + CHANGE + ", " + Links.NAME
                        + " from sync_change where run_id = ? and seq > ? order by seq limit ?",
                row -> new Change(
                        row.getInt("seq"),
                        RemoteKind.valueOf(row.getString("kind")),
                        row.getObject("local_id", UUID.class),
                        row.getString("external_id"),
                        row.getString("name"),
                        Side.valueOf(row.getString("side")),
                        row.getString("field"),
                        row.getString("before"),
                        row.getString("after"),
                        row.getString("rule")),
                run,
                after,
                limit);
    }

    /** The newest runs of a connection. */
    public List<SyncRun> of(UUID connection, int limit) {
        return of(connection, null, limit);
    }

    /**
     * The newest first.
     *
     * @param before the run behind which the page begins, null for the first one
     */
    public List<SyncRun> of(UUID connection, @Nullable Place before, int limit) {
        return sql.query(
                "select " + RUN
                        + " from sync_run where connection_id = ? and (?::timestamptz is null or (started_at, id) <"
                        + " (?::timestamptz, ?::uuid)) order by started_at desc, id desc limit ?",
                SyncRuns::run,
                connection,
                before == null ? null : before.at().toString(),
                before == null ? null : before.at().toString(),
                before == null ? null : before.id(),
                limit);
    }

    /** {@code RUN_NOT_FOUND} where the connection has none of this id. */
    public SyncRun get(UUID connection, UUID id) {
        return find(id).filter(run -> run.connectionId().equals(connection))
                .orElseThrow(() -> new Problem(SyncProblem.RUN_NOT_FOUND));
    }

    /** Deletes lines of runs that are no longer kept, at most so many; returns how many there were. */
    int sweepChanges(Instant before, Instant emptyBefore, int most) {
        return sql.update(
                "delete from sync_change where (run_id, seq) in (select c.run_id, c.seq from sync_change c join sync_run r"
                        + " on r.id = c.run_id where " + OLD + " limit ?)",
                before,
                emptyBefore,
                most);
    }

    /** Deletes runs that are no longer kept and have no lines left, at most so many; returns how many there were. */
    int sweep(Instant before, Instant emptyBefore, int most) {
        return sql.update(
                "delete from sync_run where id in (select r.id from sync_run r where " + OLD
                        + " and not exists (select 1 from sync_change c where c.run_id = r.id) limit ?)",
                before,
                emptyBefore,
                most);
    }

    SyncRun get(UUID id) {
        return find(id).orElseThrow();
    }

    private Optional<SyncRun> find(UUID id) {
        return sql.first("select " + RUN + " from sync_run where id = ?", SyncRuns::run, id);
    }

    private static SyncRun run(ResultSet row) throws SQLException {
        long total = row.getLong("total");
        return new SyncRun(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                SyncRun.Kind.valueOf(row.getString("kind")),
                SyncRun.Outcome.valueOf(row.getString("outcome")),
                Objects.requireNonNull(TenantSql.instant(row, "started_at")),
                TenantSql.instant(row, "ended_at"),
                row.getInt("pages"),
                row.getInt("created"),
                row.getInt("updated"),
                row.getInt("unchanged"),
                row.getInt("quarantined"),
                row.getInt("deleted"),
                row.getInt("conflicts"),
                row.getInt("pushed"),
                row.getInt("left_out"),
                total == 0 ? null : total,
                row.getInt("changes"),
                row.getObject("undo_of", UUID.class),
                row.getString("problem_code"));
    }
}
