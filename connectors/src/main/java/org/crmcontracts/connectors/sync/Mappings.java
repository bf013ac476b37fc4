package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** How a connection's fields are mapped, and what the CRM said of its fields last. Callers bring the transaction. */
@ApplicationScoped
public class Mappings {
    private static final String COLUMNS = "kind, ours, theirs, owner, blank_wins, paused_reason";

    static final String FIELD_GONE = "FIELD_GONE";
    static final String FIELD_RETYPED = "FIELD_RETYPED";

    /** A CRM's fields change rarely, and asking costs calls. */
    static final Duration DESCRIBED_FOR = Duration.ofHours(1);

    private static final TypeReference<List<RemoteField>> FIELDS = new TypeReference<>() {};

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** Whether we have such a field. */
    public static boolean isOurs(RemoteKind kind, String field) {
        return ours(kind).contains(field) || (kind == RemoteKind.ACCOUNT && OurContracts.FIELDS.contains(field));
    }

    /** Our fields of a kind of record, without those that contracts tell. */
    public static Set<String> ours(RemoteKind kind) {
        return switch (kind) {
            case ACCOUNT -> OurRecords.columns(kind).keySet();
            case CONTACT -> {
                Set<String> fields = new TreeSet<>(OurRecords.columns(kind).keySet());
                fields.add(FieldMap.ACCOUNT);
                yield fields;
            }
            case USER -> Set.of("name", "email", "active");
        };
    }

    /** Whether the field may have this owner: what is derived from our data can be the CRM's in no case. */
    public static boolean mayOwn(String field, FieldMapping.Owner owner) {
        return !FieldMapping.isOursOnly(field) || owner == FieldMapping.Owner.LOCAL;
    }

    /** The connection's rules; empty before its first run. */
    public List<FieldRule> rules(UUID connection) {
        return sql.query(
                "select " + COLUMNS + " from sync_mapping where connection_id = ? order by kind, ours",
                row -> new FieldRule(
                        new FieldMapping(
                                RemoteKind.valueOf(row.getString("kind")),
                                row.getString("ours"),
                                row.getString("theirs"),
                                FieldMapping.Owner.valueOf(row.getString("owner"))),
                        row.getBoolean("blank_wins"),
                        row.getString("paused_reason")),
                connection);
    }

    /** Grows with each change; 0 before the first. */
    public int version(UUID connection) {
        return sql.first("select mapping_version from crm_connection where id = ?", row -> row.getInt(1), connection)
                .orElse(0);
    }

    /** Begins with the usual mapping unless there is one. */
    List<FieldRule> begin(UUID connection, List<FieldMapping> usual) {
        List<FieldRule> rules = rules(connection);
        if (!rules.isEmpty()) {
            return rules;
        }
        List<FieldRule> first = usual.stream().map(FieldRule::of).toList();
        replace(connection, first);
        return first;
    }

    /** As {@link #change}, if it is still this version; {@code STALE_VERSION}. */
    public void change(UUID connection, long version, List<FieldRule> rules) {
        lock(connection, version);
        change(connection, rules);
    }

    /** Keeps others from changing it until the transaction ends; {@code STALE_VERSION}, {@code CONNECTION_NOT_FOUND}. */
    void lock(UUID connection, long version) {
        // The row stays locked until the end: two administrators do not change it at once.
        int now = sql.first(
                        "select mapping_version from crm_connection where id = ? for update",
                        row -> row.getInt(1),
                        connection)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
        if (now != version) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    /** Puts another mapping in place: everything is read again under it. */
    void change(UUID connection, List<FieldRule> rules) {
        replace(connection, rules);
        readAgain(connection);
    }

    private void replace(UUID connection, List<FieldRule> rules) {
        sql.update("delete from sync_mapping where connection_id = ?", connection);
        Rows rows = new Rows("kind", "ours", "theirs", "owner", "blank_wins::boolean", "paused_reason");
        rules.forEach(rule -> rows.add(
                rule.mapping().kind(),
                rule.mapping().ours(),
                rule.mapping().theirs(),
                rule.mapping().owner(),
                rule.blankWins(),
                rule.pausedReason()));
        if (!rows.isEmpty()) {
            sql.update(
                    "insert into sync_mapping (connection_id, kind, ours, theirs, owner, blank_wins, paused_reason)"
                            + " select ?::uuid, kind, ours, theirs, owner, blank_wins, paused_reason from "
                            + rows.table(),
                    rows.parameters(connection.toString()));
        }
    }

    /** Has everything read again, under a version of its own. */
    void readAgain(UUID connection) {
        // Who stood behind an account is found again by the same reading.
        sql.update("delete from sync_hint where connection_id = ? and behind is not null", connection);
        sql.update("update crm_connection set mapping_version = mapping_version + 1 where id = ?", connection);
        sql.update(
                "update sync_cursor set committed_hwm = null, in_window = false, window_since = null, window_hwm = null,"
                        + " page_token = null, described_at = null where connection_id = ?",
                connection);
    }

    /** Another owner of one field from now on. */
    void own(UUID connection, RemoteKind kind, String ours, FieldMapping.Owner owner) {
        sql.update(
                "update sync_mapping set owner = ? where connection_id = ? and kind = ? and ours = ?",
                owner.name(),
                connection,
                kind.name(),
                ours);
    }

    /** Who owns a field now; null where it is not mapped. */
    FieldMapping.@Nullable Owner owner(UUID connection, RemoteKind kind, String ours) {
        return sql.first(
                        "select owner from sync_mapping where connection_id = ? and kind = ? and ours = ?",
                        row -> FieldMapping.Owner.valueOf(row.getString(1)),
                        connection,
                        kind.name(),
                        ours)
                .orElse(null);
    }

    /** What the CRM said of its fields last, however long ago; empty where it never did. */
    public List<RemoteField> known(UUID connection, RemoteKind kind) {
        // Another mapping has the CRM asked anew, and until then what it said still is the best that is known.
        return sql.first(
                        "select described from sync_cursor where connection_id = ? and kind = ? and described is not null",
                        row -> row.getString(1),
                        connection,
                        kind.name())
                .map(Mappings::fields)
                .orElse(List.of());
    }

    /** What the CRM said of its fields, unless that was longer ago. */
    Optional<List<RemoteField>> described(UUID connection, RemoteKind kind, Duration life) {
        return described(connection, kind, clock.instant().minus(life));
    }

    private Optional<List<RemoteField>> described(UUID connection, RemoteKind kind, Instant since) {
        return sql.first(
                        "select described from sync_cursor where connection_id = ? and kind = ? and described_at > ?",
                        row -> row.getString(1),
                        connection,
                        kind.name(),
                        since)
                .map(Mappings::fields);
    }

    private static List<RemoteField> fields(String json) {
        return Json.read(json, FIELDS);
    }

    /**
     * Keeps what the CRM says of its fields now, and lets rest the fields that are gone or hold another type; one that is
     * back works again.
     */
    void describe(UUID connection, RemoteKind kind, List<RemoteField> fields) {
        Map<String, RemoteField.Type> before = new HashMap<>();
        described(connection, kind, Instant.EPOCH)
                .orElse(List.of())
                .forEach(field -> before.put(field.name(), field.type()));
        Map<String, RemoteField.Type> now = new HashMap<>();
        fields.forEach(field -> now.put(field.name(), field.type()));
        List<FieldRule> rules = rules(connection);
        List<FieldRule> after = new ArrayList<>();
        for (FieldRule rule : rules) {
            after.add(rule.mapping().kind() == kind && !fields.isEmpty() ? checked(rule, before, now) : rule);
        }
        if (!after.equals(rules)) {
            change(connection, after);
        }
        sql.update(
                "insert into sync_cursor (connection_id, kind, described, described_at) values (?, ?, ?::jsonb, ?)"
                        + " on conflict (connection_id, kind) do update set described = excluded.described, described_at ="
                        + " excluded.described_at",
                connection,
                kind.name(),
                Json.text(fields),
                clock.instant());
    }

    private static FieldRule checked(
            FieldRule rule, Map<String, RemoteField.Type> before, Map<String, RemoteField.Type> now) {
        String theirs = rule.mapping().theirs();
        RemoteField.Type type = now.get(theirs);
        if (type == null) {
            return rule.paused(FIELD_GONE);
        }
        RemoteField.Type former = before.get(theirs);
        if (former != null && former != type) {
            return rule.paused(FIELD_RETYPED);
        }
        return FIELD_GONE.equals(rule.pausedReason()) ? rule.paused(null) : rule;
    }
}
