package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Records that are held back (隔离), each with its cause; the others go on. What comes in is tried five times with a
 * growing delay and then waits for a person; another value or another mapping opens it at once.
 */
@ApplicationScoped
public class Quarantine {
    private static final String COLUMNS =
            "kind, external_id, code, first_seen, last_seen, tries, direction, field, message, "
                    + "next_try, fingerprint, mapping_version";

    /** Our write and the CRM's answer to it go round and round. */
    static final String LOOP = "LOOP";

    /** The CRM holds our record twice. */
    static final String DUPLICATE_REMOTE = "DUPLICATE_REMOTE";

    private static final String SELECT = "select " + COLUMNS + ", local_id, " + Links.NAME
            + " from (select q.*, case when q.direction = 'OUT' then q.external_id::uuid else l.local_id end as local_id from"
            + " sync_quarantine q left join customer_link l using (connection_id, kind, external_id)) held";

    static final int MOST_TRIES = 5;
    private static final Set<String> FOR_A_PERSON = Set.of(LOOP, DUPLICATE_REMOTE);
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final int GROWTH = 4;
    private static final int LONGEST_MESSAGE = 500;

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** Whether the record came in or should have gone out. */
    public enum Direction {
        IN,
        OUT
    }

    /**
     * One record that is held.
     *
     * @param id the CRM's id of the record, or ours for what should have gone out
     * @param name of our record, null where there is none
     * @param field our name of the field at fault, null where it is none
     * @param nextTry null where it waits for a person
     */
    public record Entry(
            RemoteKind kind,
            String id,
            @Nullable String name,
            Direction direction,
            String code,
            @Nullable String field,
            @Nullable String message,
            int tries,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Instant nextTry,
            @Nullable String fingerprint,
            int mappingVersion) {
        boolean waitsForPerson() {
            return FOR_A_PERSON.contains(code);
        }
    }

    /** What is held of these, by their ids and without their names. */
    Map<String, Entry> of(UUID connection, RemoteKind kind, Collection<String> ids) {
        Map<String, Entry> entries = new HashMap<>();
        if (!ids.isEmpty()) {
            // As links are looked up, and for the same reason.
            sql.query(
                    "select " + COLUMNS + ", null as name from unnest(?::text[]) wanted (id), lateral (select "
                            + COLUMNS
                            + " from sync_quarantine where connection_id = ? and kind = ? and external_id = wanted.id"
                            + " limit 1) q",
                    row -> entries.put(row.getString("external_id"), entry(row)),
                    ids.toArray(String[]::new),
                    connection,
                    kind.name());
        }
        return entries;
    }

    /** Those that were held first. */
    List<Entry> all(UUID connection, int limit) {
        return all(connection, null, limit);
    }

    /**
     * Those that were held first come first, so that one that is tried again in between keeps its place.
     *
     * @param after behind which the page begins, null for the first one
     */
    public List<Entry> all(UUID connection, @Nullable Place after, int limit) {
        return sql.query(
                SELECT + " where connection_id = ? and (first_seen, kind, external_id) > (?::timestamptz, ?, ?)"
                        + " order by first_seen, kind, external_id limit ?",
                Quarantine::entry,
                connection,
                after == null ? Instant.EPOCH : after.firstSeen(),
                after == null ? "" : after.kind().name(),
                after == null ? "" : after.id(),
                limit);
    }

    /** Where a held record stands in the list. */
    public record Place(Instant firstSeen, RemoteKind kind, String id) {}

    /** What came in, is due to be tried again and is no person's business yet. */
    List<String> due(UUID connection, RemoteKind kind, int mappingVersion, int limit) {
        return sql.query(
                "select external_id from sync_quarantine where connection_id = ? and kind = ? and direction = 'IN'"
                        + " and code <> all (?) and ((next_try <= ? and tries < ?) or mapping_version <> ?)"
                        + " order by next_try, external_id limit ?",
                row -> row.getString(1),
                connection,
                kind.name(),
                FOR_A_PERSON.toArray(String[]::new),
                clock.instant(),
                MOST_TRIES,
                mappingVersion,
                limit);
    }

    /** Holds records that came in. What was seen before with the same values keeps its turn. */
    void hold(UUID connection, RemoteKind kind, int mappingVersion, boolean retry, Collection<Decision.Held> held) {
        Instant now = clock.instant();
        for (Decision.Held one : held) {
            if (one.again() && !retry) {
                continue;
            }
            int tries = one.again() ? triesOf(connection, kind, one.record().externalId()) + 1 : 1;
            put(
                    connection,
                    kind,
                    one.record().externalId(),
                    Direction.IN,
                    one.code(),
                    one.field(),
                    one.message(),
                    tries,
                    next(now, tries, one.code()),
                    one.fingerprint(),
                    mappingVersion);
        }
    }

    private static @Nullable Instant next(Instant now, int tries, String code) {
        return tries >= MOST_TRIES || FOR_A_PERSON.contains(code)
                ? null
                : now.plus(FIRST_DELAY.multipliedBy((long) Math.pow(GROWTH, tries - 1.0)));
    }

    private int triesOf(UUID connection, RemoteKind kind, String id) {
        return sql.first(
                        "select tries from sync_quarantine where connection_id = ? and kind = ? and external_id = ?",
                        row -> row.getInt(1),
                        connection,
                        kind.name(),
                        id)
                .orElse(0);
    }

    /** Holds a record of ours that the CRM does not take; it goes out again when it is changed or replayed. */
    void holdOut(UUID connection, RemoteKind kind, UUID local, String code, @Nullable String field, String message) {
        put(connection, kind, local.toString(), Direction.OUT, code, field, message, 1, null, null, 0);
    }

    private void put(
            UUID connection,
            RemoteKind kind,
            String id,
            Direction direction,
            String code,
            @Nullable String field,
            String message,
            int tries,
            @Nullable Instant next,
            @Nullable String fingerprint,
            int mappingVersion) {
        Instant now = clock.instant();
        String text = message.replace("\0", "");
        sql.update(
                """
                insert into sync_quarantine (connection_id, kind, external_id, direction, code, field, message, tries,
                                             first_seen, last_seen, next_try, fingerprint, mapping_version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)
                on conflict (connection_id, kind, external_id) do update
                   set direction = excluded.direction, code = excluded.code, field = excluded.field,
                       message = excluded.message, tries = excluded.tries, last_seen = excluded.last_seen,
                       next_try = excluded.next_try, fingerprint = excluded.fingerprint,
                       mapping_version = excluded.mapping_version
                """,
                connection,
                kind.name(),
                id,
                direction.name(),
                code,
                field,
                text.substring(0, Math.min(text.length(), LONGEST_MESSAGE)),
                tries,
                now,
                now,
                next == null ? null : next.toString(),
                fingerprint,
                mappingVersion);
    }

    /** Lets records go: they were taken. */
    void release(UUID connection, RemoteKind kind, Collection<String> ids) {
        if (!ids.isEmpty()) {
            sql.update(
                    "delete from sync_quarantine where connection_id = ? and kind = ? and external_id = any (?)",
                    connection,
                    kind.name(),
                    ids.toArray(String[]::new));
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                RemoteKind.valueOf(row.getString("kind")),
                row.getString("external_id"),
                row.getString("name"),
                Direction.valueOf(row.getString("direction")),
                row.getString("code"),
                row.getString("field"),
                row.getString("message"),
                row.getInt("tries"),
                Objects.requireNonNull(TenantSql.instant(row, "first_seen")),
                Objects.requireNonNull(TenantSql.instant(row, "last_seen")),
                TenantSql.instant(row, "next_try"),
                row.getString("fingerprint"),
                row.getInt("mapping_version"));
    }
}
