package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** Fields that both sides have changed and a person decides (冲突); each side keeps its own until then. */
@ApplicationScoped
public class Conflicts {
    private static final String COLUMNS =
            "id, connection_id, kind, local_id, external_id, field, base, ours, theirs, created_at";

    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    record Found(UUID localId, String externalId, ThreeWayMerge.Conflict conflict) {}

    /**
     * One conflict, as it stands.
     *
     * @param name of our record
     */
    public record Conflict(
            UUID id,
            UUID connectionId,
            RemoteKind kind,
            UUID localId,
            String externalId,
            @Nullable String name,
            String field,
            @Nullable String base,
            @Nullable String ours,
            @Nullable String theirs,
            Instant createdAt) {}

    /**
     * Opens the conflicts found and closes those of the same records that are none any more.
     *
     * @param records all records that were merged
     */
    void put(UUID connection, UUID run, RemoteKind kind, Collection<UUID> records, List<Found> found) {
        if (records.isEmpty()) {
            return;
        }
        Rows rows = new Rows("id::uuid", "local_id::uuid", "external_id", "field", "base", "ours", "theirs");
        for (Found one : found) {
            ThreeWayMerge.Conflict conflict = one.conflict();
            rows.add(
                    ids.next(),
                    one.localId(),
                    one.externalId(),
                    conflict.field(),
                    conflict.base(),
                    conflict.ours(),
                    conflict.theirs());
        }
        sql.update(
                "update sync_conflict set decision = 'SUPERSEDED', decided_at = ? where connection_id = ? and kind = ? and"
                        + " decision is null and local_id = any (?::uuid[]) and (local_id::text || ' ' || field) <> all (?)",
                clock.instant(),
                connection,
                kind.name(),
                records.stream().map(UUID::toString).toArray(String[]::new),
                found.stream()
                        .map(one -> one.localId() + " " + one.conflict().field())
                        .toArray(String[]::new));
        if (!rows.isEmpty()) {
            sql.update(
                    "insert into sync_conflict (id, connection_id, run_id, kind, local_id, external_id, field, base, ours,"
                            + " theirs, created_at) select id, ?::uuid, ?::uuid, ?, local_id, external_id, field, base, ours,"
                            + " theirs, ?::timestamptz from "
                            + rows.table()
                            + " on conflict (connection_id, kind, local_id, field) where decision is null do update set ours"
                            + " = excluded.ours, theirs = excluded.theirs",
                    rows.parameters(
                            connection.toString(),
                            run.toString(),
                            kind.name(),
                            clock.instant().toString()));
        }
    }

    /** Fields of our records that wait for a person, as {@code id field}. */
    List<String> open(UUID connection, RemoteKind kind, Collection<UUID> records) {
        return sql.query(
                "select local_id || ' ' || field from sync_conflict where connection_id = ? and kind = ? and decision is"
                        + " null and local_id = any (?::uuid[])",
                row -> row.getString(1),
                connection,
                kind.name(),
                records.stream().map(UUID::toString).toArray(String[]::new));
    }

    /** What waits for a decision longest. */
    List<Conflict> open(UUID connection, int limit) {
        return open(connection, null, limit);
    }

    /**
     * What waits for a decision, the oldest first.
     *
     * @param after behind which the page begins, null for the first one
     */
    public List<Conflict> open(UUID connection, @Nullable Place after, int limit) {
        Place behind = after == null ? Place.FIRST : after;
        return sql.query(
                "select " + COLUMNS + ", " + Links.NAME
                        + " from sync_conflict where connection_id = ? and decision is null and (created_at, id) > (?, ?)"
                        + " order by created_at, id limit ?",
                Conflicts::conflict,
                connection,
                behind.at(),
                behind.id(),
                limit);
    }

    /** The conflict, locked, if it is open. */
    Optional<Conflict> find(UUID connection, UUID id) {
        return sql.first(
                "select " + COLUMNS + ", " + Links.NAME
                        + " from sync_conflict where connection_id = ? and id = ? and decision is null for update",
                Conflicts::conflict,
                connection,
                id);
    }

    /**
     * Closes a conflict.
     *
     * @param ours our value until now, to which a reversal goes back
     * @param formerOwner of the field, null where it stays
     */
    void decide(
            UUID id,
            String decision,
            @Nullable String value,
            @Nullable String ours,
            FieldMapping.@Nullable Owner formerOwner,
            String by) {
        sql.update(
                "update sync_conflict set decision = ?, decided_value = ?, ours = ?, former_owner = ?, decided_at = ?,"
                        + " decided_by = ? where id = ?",
                decision,
                value,
                ours,
                formerOwner == null ? null : formerOwner.name(),
                clock.instant(),
                by,
                id);
    }

    /**
     * A conflict that a person has decided.
     *
     * @param value which ours became by it
     * @param formerOwner of the field before the decision was remembered, null where it was not
     */
    record Decided(Conflict conflict, @Nullable String value, @Nullable String formerOwner, Instant at) {}

    /** The conflict, locked, if a person has decided it. */
    Optional<Decided> decided(UUID connection, UUID id) {
        return sql.first(
                "select " + COLUMNS + ", decided_value, former_owner, decided_at, " + Links.NAME
                        + " from sync_conflict where connection_id = ? and id = ? and decision in ('OURS', 'THEIRS', 'VALUE')"
                        + " for update",
                row -> new Decided(
                        conflict(row),
                        row.getString("decided_value"),
                        row.getString("former_owner"),
                        Objects.requireNonNull(TenantSql.instant(row, "decided_at"))),
                connection,
                id);
    }

    void reopen(UUID id) {
        sql.update(
                "update sync_conflict set decision = null, decided_value = null, former_owner = null, decided_at = null,"
                        + " decided_by = null where id = ?",
                id);
    }

    /** Deletes what was decided before a time, at most so many; returns how many there were. */
    int sweep(Instant before, int most) {
        return sql.update(
                "delete from sync_conflict where id in (select id from sync_conflict where decided_at < ? limit ?)",
                before,
                most);
    }

    private static Conflict conflict(ResultSet row) throws SQLException {
        return new Conflict(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                RemoteKind.valueOf(row.getString("kind")),
                row.getObject("local_id", UUID.class),
                row.getString("external_id"),
                row.getString("name"),
                row.getString("field"),
                row.getString("base"),
                row.getString("ours"),
                row.getString("theirs"),
                Objects.requireNonNull(TenantSql.instant(row, "created_at")));
    }
}
