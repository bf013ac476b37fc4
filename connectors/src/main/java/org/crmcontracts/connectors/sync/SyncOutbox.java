package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Which records of ours the CRM has yet to hear of: one row a record, however often it changed. What is sent is found
 * when it is sent, from what we hold and what both held last.
 */
@ApplicationScoped
class SyncOutbox {
    private static final String COLUMNS = "kind, local_id, state, wanted, sent_wanted, sent, sent_at, tries";

    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int DOUBLINGS = 9;

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /**
     * One record that goes out.
     *
     * @param wanted grows with each change of ours
     * @param sent our fields as they were sent last; an absent value clears the field
     */
    record Entry(
            RemoteKind kind,
            UUID localId,
            String state,
            long wanted,
            @Nullable Long sentWanted,
            Map<String, Optional<String>> sent,
            @Nullable Instant sentAt,
            int tries) {}

    /** Our records have changed; one that stopped for a loop stays stopped. */
    void add(UUID connection, RemoteKind kind, Collection<UUID> locals) {
        if (locals.isEmpty()) {
            return;
        }
        Rows rows = new Rows("local_id::uuid");
        locals.forEach(rows::add);
        String now = clock.instant().toString();
        sql.update(
                "insert into sync_outbox as o (connection_id, kind, local_id, state, not_before, created_at)"
                        + " select ?::uuid, ?, local_id, 'NEW', ?::timestamptz, ?::timestamptz from "
                        + rows.table()
                        + " on conflict (connection_id, kind, local_id) do update set wanted = o.wanted + 1,"
                        + " state = case when o.state = 'DEAD' and o.problem is distinct from '" + Quarantine.LOOP
                        + "' then 'NEW' else o.state end,"
                        + " tries = case when o.state = 'DEAD' then 0 else o.tries end,"
                        + " not_before = case when o.state = 'DEAD' then excluded.not_before else o.not_before end",
                rows.parameters(connection.toString(), kind.name(), now, now));
    }

    /** Nothing of this record goes out until a person lets it. */
    void stop(UUID connection, RemoteKind kind, String externalId, String problem) {
        Instant now = clock.instant();
        sql.update(
                "insert into sync_outbox as o (connection_id, kind, local_id, state, problem, not_before, created_at)"
                        + " select connection_id, kind, local_id, 'DEAD', ?, ?, ? from customer_link where connection_id = ?"
                        + " and kind = ? and external_id = ?"
                        + " on conflict (connection_id, kind, local_id) do update set state = 'DEAD', problem ="
                        + " excluded.problem",
                problem,
                now,
                now,
                connection,
                kind.name(),
                externalId);
    }

    /** Writes that a dead worker began: nobody knows what became of them. */
    int doubt(UUID connection, Duration pause) {
        return sql.update(
                "update sync_outbox set state = 'UNKNOWN', not_before = sent_at + make_interval(secs => ?)"
                        + " where connection_id = ? and state = 'SENT'",
                (double) pause.toSeconds(),
                connection);
    }

    List<Entry> due(UUID connection, RemoteKind kind, String state, int limit) {
        return sql.query(
                "select " + COLUMNS
                        + " from sync_outbox where connection_id = ? and kind = ? and state = ? and not_before <= ?"
                        + " order by not_before, local_id limit ? for update",
                SyncOutbox::entry,
                connection,
                kind.name(),
                state,
                clock.instant(),
                limit);
    }

    /** Records that we are creating there and do not know to be there. */
    List<Entry> creating(UUID connection, RemoteKind kind) {
        return sql.query(
                "select " + COLUMNS
                        + " from sync_outbox o where connection_id = ? and kind = ? and (state in ('SENT', 'UNKNOWN') or"
                        + " tries > 0) and state <> 'DEAD' and not exists (select 1 from customer_link l where l.connection_id ="
                        + " o.connection_id and l.kind = o.kind and l.local_id = o.local_id)",
                SyncOutbox::entry,
                connection,
                kind.name());
    }

    /** The write begins; to be committed before the call. */
    void send(UUID connection, Entry entry, Map<String, Optional<String>> fields) {
        sql.update(
                "update sync_outbox set state = 'SENT', sent = ?::jsonb, sent_wanted = wanted, sent_at = ?, tries = tries +"
                        + " 1, problem = null where connection_id = ? and kind = ? and local_id = ?",
                Json.text(fields),
                clock.instant(),
                connection,
                entry.kind().name(),
                entry.localId());
    }

    /** The CRM has all we had when we sent; what was changed since goes out again. */
    void done(UUID connection, RemoteKind kind, UUID local, long wanted) {
        sql.update(
                "delete from sync_outbox where connection_id = ? and kind = ? and local_id = ? and wanted = ?",
                connection,
                kind.name(),
                local,
                wanted);
        sql.update(
                "update sync_outbox set state = 'NEW', tries = 0, not_before = ? where connection_id = ? and kind = ? and"
                        + " local_id = ? and state <> 'DEAD'",
                clock.instant(),
                connection,
                kind.name(),
                local);
    }

    void unknown(UUID connection, RemoteKind kind, UUID local, Duration pause) {
        set(connection, kind, local, "UNKNOWN", clock.instant().plus(pause), null);
    }

    /** To be sent anew, at once. */
    void again(UUID connection, RemoteKind kind, UUID local) {
        set(connection, kind, local, "NEW", clock.instant(), null);
    }

    /** To be sent anew, the later the more often it was tried. */
    void later(UUID connection, Entry entry, String problem) {
        Duration pause = FIRST_DELAY.multipliedBy(1L << Math.min(entry.tries(), DOUBLINGS));
        set(
                connection,
                entry.kind(),
                entry.localId(),
                "NEW",
                clock.instant().plus(pause.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : pause),
                problem);
    }

    /** Whether a write of the record has begun since, or nobody knows what became of one. */
    boolean isSent(UUID connection, RemoteKind kind, UUID local, Instant since) {
        return sql.first(
                        "select 1 from sync_outbox where connection_id = ? and kind = ? and local_id = ? and (sent_at > ? or"
                                + " state in ('SENT', 'UNKNOWN'))",
                        row -> true,
                        connection,
                        kind.name(),
                        local,
                        since)
                .isPresent();
    }

    /** Lets go out what had stopped. */
    void revive(UUID connection, RemoteKind kind, UUID local) {
        sql.update(
                "update sync_outbox set state = 'NEW', tries = 0, problem = null, not_before = ? where connection_id = ? and"
                        + " kind = ? and local_id = ? and state = 'DEAD'",
                clock.instant(),
                connection,
                kind.name(),
                local);
    }

    void dead(UUID connection, RemoteKind kind, UUID local, String problem) {
        set(connection, kind, local, "DEAD", clock.instant(), problem);
    }

    private void set(
            UUID connection, RemoteKind kind, UUID local, String state, Instant notBefore, @Nullable String problem) {
        sql.update(
                "update sync_outbox set state = ?, not_before = ?, problem = ? where connection_id = ? and kind = ? and"
                        + " local_id = ?",
                state,
                notBefore,
                problem,
                connection,
                kind.name(),
                local);
    }

    /** How many records have yet to go out, those that wait for a person left out. */
    long waiting(UUID connection) {
        return sql.first(
                        "select count(*) from sync_outbox where connection_id = ? and state <> 'DEAD'",
                        row -> row.getLong(1),
                        connection)
                .orElse(0L);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        String sent = row.getString("sent");
        long sentWanted = row.getLong("sent_wanted");
        boolean neverSent = row.wasNull();
        return new Entry(
                RemoteKind.valueOf(row.getString("kind")),
                row.getObject("local_id", UUID.class),
                row.getString("state"),
                row.getLong("wanted"),
                neverSent ? null : sentWanted,
                sent == null ? Map.of() : optional(Links.fields(sent)),
                TenantSql.instant(row, "sent_at"),
                row.getInt("tries"));
    }

    private static Map<String, Optional<String>> optional(Map<String, String> fields) {
        Map<String, Optional<String>> all = new TreeMap<>();
        fields.forEach((field, value) -> all.put(field, Optional.ofNullable(value)));
        return all;
    }
}
