package org.crmcontracts.connectors.customer;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Makes two customers one, and two again. The merged one stays as it was, out of sight, and says where it went; its
 * contacts, its records in CRMs and its contracts go to the survivor, and back.
 */
@ApplicationScoped
public class Merging {
    private static final String CONTACTS = "contacts";
    private static final String FORMER = "former";
    private static final TypeReference<TreeMap<String, String>> VALUES = new TypeReference<>() {};
    private static final TypeReference<List<UUID>> IDS = new TypeReference<>() {};

    static final String SELECT =
            """
            select m.id, m.survivor_id, m.merged_id, c.name, array(select jsonb_object_keys(m.before) order by 1) as fields,
                   m.merged_at, m.undone_at
              from customer_merge m join customer c on c.id = m.merged_id
            """;

    @Inject
    TenantSql sql;

    @Inject
    Customers customers;

    @Inject
    CustomerChanges changes;

    @Inject
    @Any
    Instance<MergeListener> listeners;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Merges; {@code CUSTOMER_NOT_FOUND}, {@code CUSTOMER_MERGED}, {@code STALE_VERSION} of either,
     * {@code MERGE_NOT_POSSIBLE} of a customer with itself, {@code FIELD_UNKNOWN}, {@code FIELD_INVALID} for a name taken
     * of one that has none, {@code CUSTOMER_BEING_SENT}.
     *
     * @param version the survivor's version that the person saw
     */
    @Transactional
    public CustomerMerge merge(IdempotencyKey key, MergeRequest request, long version, Caller caller) {
        return idempotency.once(key, "customer.merge", List.of(request, version), CustomerMerge.class, () -> {
            UUID survivor = request.survivorId();
            UUID merged = request.mergedId();
            if (survivor.equals(merged)) {
                throw new Problem(CustomerProblem.MERGE_NOT_POSSIBLE);
            }
            TreeSet<String> take = new TreeSet<>(request.take());
            take.stream()
                    .filter(field -> !CustomerFields.WHOLE_CUSTOMER.containsKey(field))
                    .findFirst()
                    .ifPresent(field -> {
                        throw new Problem(CustomerProblem.FIELD_UNKNOWN, Map.of("field", field));
                    });
            lock(survivor, merged);
            customers.get(survivor);
            customers.get(merged);
            Map<String, String> before = values(survivor);
            before.keySet().retainAll(take);
            Map<String, String> taken = values(merged);
            taken.keySet().retainAll(take);
            write(survivor, version, taken);
            into(merged, request.mergedVersion(), survivor);
            Map<String, String> moved = new TreeMap<>();
            moved.put(CONTACTS, Json.text(move(merged, survivor)));
            moved.put(FORMER, Json.text(repoint(merged, survivor)));
            all().forEach(listener -> moved.put(listener.name(), listener.merged(survivor, merged, caller)));
            sql.update(
                    "delete from customer_duplicate where ? in (left_id, right_id) and dismissed_at is null", merged);
            UUID id = ids.next();
            sql.update(
                    "insert into customer_merge (id, survivor_id, merged_id, survivor_version, before, moved, merged_at,"
                            + " merged_by) values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?)",
                    id,
                    survivor,
                    merged,
                    version + 1,
                    Json.text(before),
                    Json.text(moved),
                    clock.instant(),
                    caller.userId());
            changes.customerChanged(survivor);
            record(caller, "customer.merged", survivor, merged, List.copyOf(take));
            record(caller, "customer.merged-into", merged, survivor, List.of());
            return get(id);
        });
    }

    /**
     * Makes them two again; {@code MERGE_NOT_FOUND}, {@code MERGE_ALREADY_UNDONE}, {@code MERGE_CHANGED_SINCE} where the
     * survivor or a record in a CRM has changed meanwhile, {@code CUSTOMER_BEING_SENT}.
     *
     * @param version the survivor's version that the person saw
     */
    @Transactional
    public CustomerMerge undo(IdempotencyKey key, UUID id, long version, Caller caller) {
        return idempotency.once(key, "customer.merge-undo", List.of(id, version), CustomerMerge.class, () -> {
            CustomerMerge merge = get(id);
            UUID survivor = merge.survivorId();
            UUID merged = merge.mergedId();
            lock(survivor, merged);
            Stored stored = stored(id);
            if (stored.undone()) {
                throw new Problem(CustomerProblem.MERGE_ALREADY_UNDONE);
            }
            if (customers.get(survivor).version() != stored.survivorVersion()) {
                throw new Problem(CustomerProblem.MERGE_CHANGED_SINCE, Map.of("fields", ""));
            }
            for (MergeListener listener : all()) {
                String moved = stored.moved().get(listener.name());
                if (moved != null) {
                    listener.undone(survivor, merged, moved, caller);
                }
            }
            write(survivor, version, stored.before());
            sql.update(
                    "update customer set merged_into = null, version = version + 1, updated_at = ?, edited_at = ? where id = ?",
                    clock.instant(),
                    clock.instant(),
                    merged);
            back(
                    "update customer set merged_into = ? where merged_into = ? and id = any (?::uuid[])",
                    merged,
                    survivor,
                    stored,
                    FORMER);
            back(
                    "update contact set customer_id = ? where customer_id = ? and id = any (?::uuid[])",
                    merged,
                    survivor,
                    stored,
                    CONTACTS);
            // The survivor is again as the merge before this one left it: that one can be undone next.
            sql.update(
                    "update customer_merge set survivor_version = ? where survivor_id = ? and undone_at is null and"
                            + " survivor_version = ?",
                    version + 1,
                    survivor,
                    stored.survivorVersion() - 1);
            sql.update(
                    "update customer_merge set undone_at = ?, undone_by = ? where id = ?",
                    clock.instant(),
                    caller.userId(),
                    id);
            changes.customerChanged(survivor);
            changes.customerChanged(merged);
            record(
                    caller,
                    "customer.merge-undone",
                    survivor,
                    merged,
                    List.copyOf(stored.before().keySet()));
            record(caller, "customer.merge-undone", merged, survivor, List.of());
            return get(id);
        });
    }

    private record Stored(
            boolean undone, long survivorVersion, Map<String, String> before, Map<String, String> moved) {}

    private CustomerMerge get(UUID id) {
        return sql.first(SELECT + " where m.id = ?", Merging::read, id)
                .orElseThrow(() -> new Problem(CustomerProblem.MERGE_NOT_FOUND));
    }

    static CustomerMerge read(ResultSet row) throws SQLException {
        return new CustomerMerge(
                row.getObject("id", UUID.class),
                row.getObject("survivor_id", UUID.class),
                row.getObject("merged_id", UUID.class),
                row.getString("name"),
                List.of((String[]) row.getArray("fields").getArray()),
                Objects.requireNonNull(TenantSql.instant(row, "merged_at")),
                TenantSql.instant(row, "undone_at"));
    }

    private Stored stored(UUID id) {
        return sql.first(
                        "select undone_at, survivor_version, before, moved from customer_merge where id = ?",
                        row -> new Stored(
                                row.getTimestamp("undone_at") != null,
                                row.getLong("survivor_version"),
                                Json.read(row.getString("before"), VALUES),
                                Json.read(row.getString("moved"), new TypeReference<TreeMap<String, String>>() {})),
                        id)
                .orElseThrow();
    }

    List<MergeListener> all() {
        return listeners.stream()
                .sorted(Comparator.comparing(MergeListener::name))
                .toList();
    }

    private void lock(UUID one, UUID other) {
        all().forEach(MergeListener::lock);
        sql.query(
                "select id from customer where id in (?, ?) order by id for update",
                row -> row.getObject(1, UUID.class),
                one,
                other);
    }

    /** An empty text for none: our JSON leaves out what is null. */
    private Map<String, String> values(UUID customer) {
        Map<String, String> values = new TreeMap<>();
        sql.first(
                "select " + String.join(", ", CustomerFields.WHOLE_CUSTOMER.values()) + " from customer where id = ?",
                row -> {
                    for (Map.Entry<String, String> column : CustomerFields.WHOLE_CUSTOMER.entrySet()) {
                        values.put(column.getKey(), Objects.requireNonNullElse(row.getString(column.getValue()), ""));
                    }
                    return values;
                },
                customer);
        return values;
    }

    private void write(UUID customer, long version, Map<String, String> values) {
        StringBuilder text =
                new StringBuilder("update customer set version = version + 1, updated_at = ?, edited_at = ?");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(clock.instant(), clock.instant()));
        values.forEach((field, value) -> {
            text.append(", ").append(CustomerFields.WHOLE_CUSTOMER.get(field)).append(" = ?");
            parameters.add(value.isEmpty() ? null : value);
        });
        parameters.add(customer);
        parameters.add(version);
        if (sql.update(text.append(" where id = ? and version = ?").toString(), parameters.toArray()) == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    private void into(UUID merged, long version, UUID survivor) {
        if (sql.update(
                        "update customer set merged_into = ?, version = version + 1, updated_at = ? where id = ? and version"
                                + " = ?",
                        survivor,
                        clock.instant(),
                        merged,
                        version)
                == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    private List<UUID> move(UUID from, UUID to) {
        return sql.query(
                "update contact set customer_id = ? where customer_id = ? returning id",
                row -> row.getObject(1, UUID.class),
                to,
                from);
    }

    /** Those that went to the merged one before go to the survivor at once: nobody has to follow a chain. */
    private List<UUID> repoint(UUID merged, UUID survivor) {
        return sql.query(
                "update customer set merged_into = ? where merged_into = ? returning id",
                row -> row.getObject(1, UUID.class),
                survivor,
                merged);
    }

    private void back(String update, UUID merged, UUID survivor, Stored stored, String what) {
        List<UUID> moved = Json.read(stored.moved().getOrDefault(what, "[]"), IDS);
        sql.update(update, merged, survivor, moved.stream().map(UUID::toString).toArray(String[]::new));
    }

    private void record(Caller caller, String action, UUID subject, UUID other, List<String> fields) {
        audit.append(
                Actor.of(caller), action, "customer", subject, Map.of("other", other.toString(), "fields", fields));
    }
}
