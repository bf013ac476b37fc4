package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** Which record of theirs is which of ours, and what both held last. */
@ApplicationScoped
class Links {
    private static final String COLUMNS = "external_id, local_id, fingerprint, remote_modified_at, deleted_at, base, "
            + "last_out_fp, last_out_at, revision, rounds, rounds_since, alias, owner_id";

    private static final int PART = 10_000;

    private static final TypeReference<TreeMap<String, String>> FIELDS = new TypeReference<>() {};

    /** A column {@code name} for queries of rows with a {@code local_id}: what people call the record. */
    static final String NAME =
            "coalesce((select c.name from customer c where c.id = local_id), (select c.name from contact c"
                    + " where c.id = local_id)) as name";

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /**
     * One link.
     *
     * @param fingerprint of what the CRM showed last, or of what it must hold after our last write
     * @param base our fields as both sides held them last; null where old code made the link
     * @param lastOutAt when we wrote to the CRM last, null for never
     * @param rounds how often the CRM has answered our writes with other values since {@code roundsSince}
     * @param alias whether it is a second record there of a customer that was merged: read, never written to
     * @param owner the CRM's id of the user who owns it there, null where that was not told
     */
    record Link(
            String externalId,
            UUID localId,
            String fingerprint,
            @Nullable Map<String, String> base,
            @Nullable String revision,
            Instant modifiedAt,
            boolean deleted,
            @Nullable String lastOut,
            @Nullable Instant lastOutAt,
            int rounds,
            @Nullable Instant roundsSince,
            boolean alias,
            @Nullable String owner) {}

    // Looked up one by one, inside one statement: the driver keeps the plan, and one that was made while the table was
    // nearly empty would otherwise compare every link of the connection with every id of the page.

    /** The links of the CRM's ids, by these. */
    Map<String, Link> byExternal(UUID connection, RemoteKind kind, Collection<String> externalIds) {
        Map<String, Link> links = new HashMap<>();
        if (!externalIds.isEmpty()) {
            sql.query(
                    "select " + COLUMNS + " from unnest(?::text[]) wanted (id), lateral (select " + COLUMNS
                            + " from customer_link where connection_id = ? and kind = ? and external_id = wanted.id"
                            + " limit 1) l",
                    row -> links.put(row.getString("external_id"), link(row)),
                    externalIds.toArray(String[]::new),
                    connection,
                    kind.name());
        }
        return links;
    }

    /** The links of our ids, by these; no aliases. */
    Map<UUID, Link> byLocal(UUID connection, RemoteKind kind, Collection<UUID> ids) {
        Map<UUID, Link> links = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.query(
                    "select " + COLUMNS + " from unnest(?::uuid[]) wanted (id), lateral (select " + COLUMNS
                            + " from customer_link where connection_id = ? and kind = ? and local_id = wanted.id"
                            + " and not alias limit 1) l",
                    row -> links.put(row.getObject("local_id", UUID.class), link(row)),
                    ids.stream().map(UUID::toString).toArray(String[]::new),
                    connection,
                    kind.name());
        }
        return links;
    }

    private static Link link(ResultSet row) throws SQLException {
        String base = row.getString("base");
        return new Link(
                row.getString("external_id"),
                row.getObject("local_id", UUID.class),
                row.getString("fingerprint"),
                base == null ? null : fields(base),
                row.getString("revision"),
                Objects.requireNonNull(TenantSql.instant(row, "remote_modified_at")),
                row.getTimestamp("deleted_at") != null,
                row.getString("last_out_fp"),
                TenantSql.instant(row, "last_out_at"),
                row.getInt("rounds"),
                TenantSql.instant(row, "rounds_since"),
                row.getBoolean("alias"),
                row.getString("owner_id"));
    }

    static Map<String, String> fields(String json) {
        return Json.read(json, FIELDS);
    }

    /** Makes and renews links as a page of the CRM shows them; a tombstone is taken away. */
    void show(UUID connection, UUID run, FieldMap map, List<Decision.Written> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        Rows rows = new Rows(
                "external_id",
                "local_id::uuid",
                "fingerprint",
                "modified_at::timestamptz",
                "base::jsonb",
                "revision",
                "created_run::uuid",
                "rounds::int",
                "rounds_since::timestamptz",
                "owner_id");
        for (Decision.Written decision : decisions) {
            rows.add(
                    decision.record().externalId(),
                    decision.localId(),
                    decision.fingerprint(),
                    decision.record().modifiedAt(),
                    Json.text(decision.base()),
                    decision.record().revision(),
                    decision.isNew() ? run : null,
                    decision.rounds(),
                    decision.roundsSince(),
                    map.owner(decision.record().fields()));
        }
        sql.update(
                "insert into customer_link (connection_id, kind, external_id, local_id, fingerprint, remote_modified_at,"
                        + " synced_at, base, revision, created_run, rounds, rounds_since, owner_id)"
                        + " select ?::uuid, ?, external_id, local_id, fingerprint, modified_at, ?::timestamptz, base,"
                        + " revision, created_run, rounds, rounds_since, owner_id from "
                        + rows.table()
                        + " on conflict (connection_id, kind, external_id) do update set fingerprint ="
                        + " excluded.fingerprint, remote_modified_at = excluded.remote_modified_at, synced_at ="
                        + " excluded.synced_at, deleted_at = null, base = excluded.base, revision = excluded.revision,"
                        + " rounds = excluded.rounds, rounds_since = excluded.rounds_since, owner_id = excluded.owner_id",
                rows.parameters(
                        connection.toString(),
                        map.kind().name(),
                        clock.instant().toString()));
    }

    /** Notes newer revisions of records whose values are known. */
    void advance(UUID connection, FieldMap map, List<Decision.Known> known) {
        Rows rows = new Rows("external_id", "modified_at::timestamptz", "revision", "owner_id");
        known.stream()
                .filter(Decision.Known::advances)
                .forEach(decision -> rows.add(
                        decision.record().externalId(),
                        decision.record().modifiedAt(),
                        decision.record().revision(),
                        map.owner(decision.record().fields())));
        if (!rows.isEmpty()) {
            sql.update(
                    "update customer_link l set remote_modified_at = v.modified_at, revision = v.revision,"
                            + " owner_id = v.owner_id, synced_at = ?::timestamptz, deleted_at = null from "
                            + rows.table()
                            + " where l.connection_id = ?::uuid and l.kind = ? and l.external_id = v.external_id",
                    behind(
                            rows.parameters(clock.instant().toString()),
                            connection.toString(),
                            map.kind().name()));
        }
    }

    private static Object[] behind(@Nullable Object[] parameters, Object... last) {
        Object[] all = java.util.Arrays.copyOf(parameters, parameters.length + last.length);
        System.arraycopy(last, 0, all, parameters.length, last.length);
        return all;
    }

    /** Links a record that we created there, or found there by our reference. False if either is linked already. */
    boolean adopt(
            UUID connection,
            RemoteKind kind,
            String externalId,
            UUID localId,
            @Nullable String revision,
            Map<String, String> base,
            String fingerprint) {
        Instant now = clock.instant();
        return sql.update(
                        "insert into customer_link (connection_id, kind, external_id, local_id, fingerprint,"
                                + " remote_modified_at, synced_at, base, revision, created_by_us, last_out_fp, last_out_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, true, ?, ?) on conflict do nothing",
                        connection,
                        kind.name(),
                        externalId,
                        localId,
                        fingerprint,
                        now,
                        now,
                        Json.text(base),
                        revision,
                        fingerprint,
                        now)
                == 1;
    }

    /** The CRM has taken what we sent. */
    void sent(
            UUID connection,
            RemoteKind kind,
            String externalId,
            @Nullable String revision,
            Map<String, String> base,
            String fingerprint) {
        Instant now = clock.instant();
        sql.update(
                "update customer_link set base = ?::jsonb, fingerprint = ?, revision = coalesce(?, revision), last_out_fp ="
                        + " ?, last_out_at = ?, synced_at = ? where connection_id = ? and kind = ? and external_id = ?",
                Json.text(base),
                fingerprint,
                revision,
                fingerprint,
                now,
                now,
                connection,
                kind.name(),
                externalId);
    }

    /** Changes what both sides are said to hold, for a decision of a person. */
    void base(UUID connection, RemoteKind kind, UUID localId, Map<String, String> base) {
        sql.update(
                "update customer_link set base = ?::jsonb where connection_id = ? and kind = ? and local_id = ? and not alias",
                Json.text(base),
                connection,
                kind.name(),
                localId);
    }

    /**
     * Records of ours that we created there, and their names: another record of such a name may be our own write,
     * doubled.
     *
     * @param window so long after our last write it may still show up
     */
    Map<UUID, String> ourOwn(UUID connection, RemoteKind kind, Duration window) {
        Map<UUID, String> found = new HashMap<>();
        String table = kind == RemoteKind.ACCOUNT ? "customer" : "contact";
        sql.query(
                "select l.local_id, r.name from customer_link l join " + table + " r on r.id = l.local_id"
                        + " where l.connection_id = ? and l.kind = ? and l.created_by_us and not l.alias and l.last_out_at > ?",
                row -> found.put(row.getObject(1, UUID.class), row.getString(2)),
                connection,
                kind.name(),
                clock.instant().minus(window));
        return found;
    }

    /** How many records of the kind are linked and not deleted there. */
    long living(UUID connection, RemoteKind kind) {
        return sql.first(
                        "select count(*) from customer_link where connection_id = ? and kind = ? and deleted_at is null",
                        row -> row.getLong(1),
                        connection,
                        kind.name())
                .orElse(0L);
    }

    /** The CRM's ids of those that are linked, not deleted there and of whom the condition holds; read in parts. */
    List<String> living(UUID connection, RemoteKind kind, Predicate<String> which) {
        List<String> found = new ArrayList<>();
        String last = "";
        List<String> part;
        do {
            part = sql.query(
                    "select external_id from customer_link where connection_id = ? and kind = ? and external_id > ? and"
                            + " deleted_at is null order by external_id limit ?",
                    row -> row.getString(1),
                    connection,
                    kind.name(),
                    last,
                    PART);
            part.stream().filter(which).forEach(found::add);
            last = part.isEmpty() ? last : part.get(part.size() - 1);
        } while (part.size() == PART);
        return found;
    }

    /** Our record is gone there. */
    void gone(UUID connection, RemoteKind kind, UUID localId) {
        sql.update(
                "update customer_link set deleted_at = ? where connection_id = ? and kind = ? and local_id = ? and not alias",
                clock.instant(),
                connection,
                kind.name(),
                localId);
        promote(connection, kind);
    }

    /** Where the record that we write to is deleted there and an alias of it lives, they change places. */
    void promote(UUID connection, RemoteKind kind) {
        int changed = sql.update(
                "update customer_link l set alias = true where l.connection_id = ? and l.kind = ? and not l.alias and"
                        + " l.deleted_at is not null and l.local_id in (select a.local_id from customer_link a where"
                        + " a.connection_id = ? and a.kind = ? and a.alias and a.deleted_at is null)",
                connection,
                kind.name(),
                connection,
                kind.name());
        if (changed > 0) {
            sql.update(
                    "update customer_link l set alias = false from (select local_id, min(external_id) as external_id from"
                            + " customer_link where connection_id = ? and kind = ? and alias and deleted_at is null group by"
                            + " local_id) a where l.connection_id = ? and l.kind = ? and l.external_id = a.external_id and"
                            + " not exists (select 1 from customer_link p where p.connection_id = l.connection_id and p.kind"
                            + " = l.kind and p.local_id = l.local_id and not p.alias)",
                    connection,
                    kind.name(),
                    connection,
                    kind.name());
        }
    }

    /** Forgets how often the CRM has answered our writes. */
    void calm(UUID connection, RemoteKind kind, String externalId) {
        sql.update(
                "update customer_link set rounds = 0, rounds_since = null, last_out_at = null where connection_id = ? and"
                        + " kind = ? and external_id = ?",
                connection,
                kind.name(),
                externalId);
    }

    /** Of these, those that are linked and not deleted; modified after the deletion means restored. */
    int tombstone(UUID connection, RemoteKind kind, Map<String, Instant> deletions, boolean count) {
        if (deletions.isEmpty()) {
            return 0;
        }
        Rows rows = new Rows("external_id", "at::timestamptz");
        deletions.forEach(rows::add);
        String which =
                rows.table() + " where l.connection_id = ?::uuid and l.kind = ? and l.external_id = v.external_id"
                        + " and l.deleted_at is null and l.remote_modified_at <= v.at";
        Object[] parameters = behind(rows.parameters(), connection.toString(), kind.name());
        if (count) {
            return sql.first("select count(*) from customer_link l, " + which, row -> row.getInt(1), parameters)
                    .orElse(0);
        }
        int gone = sql.update("update customer_link l set deleted_at = v.at from " + which, parameters);
        if (gone > 0) {
            promote(connection, kind);
        }
        return gone;
    }
}
