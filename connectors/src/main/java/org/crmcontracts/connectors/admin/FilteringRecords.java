package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.RecordFilter;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.LiveCrm;
import org.crmcontracts.connectors.sync.Mappings;
import org.crmcontracts.connectors.sync.RecordFilters;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;
import org.jspecify.annotations.Nullable;

/**
 * Shows and changes which of the CRM's records come over, and tries conditions on a few records first. Values of records
 * are shown and never stored.
 */
@ApplicationScoped
public class FilteringRecords {
    private static final List<RemoteKind> KINDS = List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT);
    private static final int MOST_NAMES = 3;

    @Inject
    Connections connections;

    @Inject
    Mappings mappings;

    @Inject
    RecordFilters filters;

    @Inject
    SamplingFields sampling;

    @Inject
    LiveCrm live;

    @Inject
    InTenant inTenant;

    @Inject
    AuditLog audit;

    /** Conditions and the version of the mapping that they are kept with, which goes into {@code If-Match}. */
    public record Versioned(List<ConditionView> conditions, int version) {}

    /** {@code CONNECTION_NOT_FOUND}. */
    public Versioned filter(UUID connection, Caller caller) {
        return inTenant.call(caller.tenant(), () -> now(connection));
    }

    private Versioned now(UUID connection) {
        connections.require(connection);
        Map<RemoteKind, List<RemoteField>> known = known(connection);
        return new Versioned(
                filters.of(connection).stream()
                        .map(condition -> ConditionView.of(condition, problem(condition, known)))
                        .toList(),
                mappings.version(connection));
    }

    /** Before the CRM has said what fields it has, nothing is known to be gone. */
    private static @Nullable String problem(Condition condition, Map<RemoteKind, List<RemoteField>> known) {
        List<RemoteField> fields = known.getOrDefault(condition.kind(), List.of());
        return fields.isEmpty() ? null : RecordFilters.fault(condition, fields).orElse(null);
    }

    private Map<RemoteKind, List<RemoteField>> known(UUID connection) {
        Map<RemoteKind, List<RemoteField>> known = new EnumMap<>(RemoteKind.class);
        KINDS.forEach(kind -> known.put(kind, mappings.known(connection, kind)));
        return known;
    }

    /**
     * Everything is read again under another filter; what is linked stays. {@code CONNECTION_NOT_FOUND},
     * {@code STALE_VERSION}, {@code FILTER_FIELD_NOT_THERE}, {@code FILTER_OPERATOR_UNFIT}, {@code FILTER_VALUE_UNFIT},
     * {@code CRM_UNREACHABLE} where the CRM has to be asked what fields it has.
     */
    public Versioned change(UUID connection, long version, List<ConditionView> wanted, Caller caller) {
        List<Condition> conditions =
                wanted.stream().map(ConditionView::condition).toList();
        check(conditions, described(connection, conditions, caller));
        return inTenant.call(caller.tenant(), () -> {
            filters.change(connection, version, conditions);
            audit.append(
                    Actor.of(caller),
                    "connection.filtered",
                    "connection",
                    connection,
                    Map.of("conditions", conditions.size()));
            return now(connection);
        });
    }

    /** What was described last, or what the CRM says now where that lacks a field: it may be a new one. */
    private Map<RemoteKind, List<RemoteField>> described(UUID connection, List<Condition> conditions, Caller caller) {
        Map<RemoteKind, List<RemoteField>> known = inTenant.call(caller.tenant(), () -> {
            connections.require(connection);
            return known(connection);
        });
        boolean all = conditions.stream().allMatch(condition -> field(condition, known)
                .filter(field -> condition.fault(field).isEmpty())
                .isPresent());
        if (all) {
            return known;
        }
        return SamplingFields.asking(() -> {
            Crm crm = live.of(caller.tenant(), connection, true).crm();
            Map<RemoteKind, List<RemoteField>> fields = new EnumMap<>(RemoteKind.class);
            KINDS.forEach(kind -> fields.put(kind, crm.describe(kind)));
            return fields;
        });
    }

    private static Optional<RemoteField> field(Condition condition, Map<RemoteKind, List<RemoteField>> fields) {
        return fields.getOrDefault(condition.kind(), List.of()).stream()
                .filter(field -> field.name().equals(condition.field()))
                .findFirst();
    }

    /** Names each condition at fault by its place, and fails with the code of the first. */
    private static void check(List<Condition> conditions, Map<RemoteKind, List<RemoteField>> fields) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            String place = "/conditions/" + i;
            Optional<RemoteField> field = field(condition, fields);
            if (field.isEmpty()) {
                errors.add(new FieldError(
                        place + "/field",
                        SyncProblem.FILTER_FIELD_NOT_THERE.name(),
                        Map.of("field", condition.field())));
                continue;
            }
            Map<String, ?> args = Map.of(
                    "field", field.get().label(), "type", field.get().type().name());
            condition
                    .fault(field.get())
                    .ifPresent(fault -> errors.add(
                            switch (fault) {
                                case OPERATOR_UNFIT -> new FieldError(
                                        place + "/operator", SyncProblem.FILTER_OPERATOR_UNFIT.name(), args);
                                case VALUE_UNFIT -> new FieldError(
                                        place + "/values", SyncProblem.FILTER_VALUE_UNFIT.name(), args);
                            }));
        }
        if (!errors.isEmpty()) {
            FieldError first = errors.get(0);
            throw new Problem(SyncProblem.valueOf(first.code()), first.args()).withErrors(errors);
        }
    }

    /** How many of the records that were changed lately meet the conditions; the problems of {@link #change} but one. */
    public List<FilterPreview> preview(UUID connection, List<ConditionView> wanted, Caller caller) {
        List<Condition> conditions =
                wanted.stream().map(ConditionView::condition).toList();
        Map<RemoteKind, List<RemoteField>> fields = described(connection, conditions, caller);
        check(conditions, fields);
        Map<RemoteKind, FieldMap> maps = inTenant.call(caller.tenant(), () -> {
            Map<RemoteKind, FieldMap> found = new EnumMap<>(RemoteKind.class);
            KINDS.forEach(kind -> {
                RecordFilter filter = RecordFilter.of(kind, conditions, fields.getOrDefault(kind, List.of()));
                found.put(kind, new FieldMap(kind, mappings.rules(connection), List.of(), filter, null));
            });
            return found;
        });
        return SamplingFields.asking(() -> {
            Crm crm = live.of(caller.tenant(), connection, true).crm();
            return maps.values().stream()
                    .filter(map -> map.filter().isActive())
                    .map(map -> preview(crm, map))
                    .toList();
        });
    }

    private FilterPreview preview(Crm crm, FieldMap map) {
        Set<String> asked = new LinkedHashSet<>(map.filter().fields());
        var name = map.rules().get(FieldMap.NAME);
        if (name != null) {
            asked.add(name.mapping().theirs());
        }
        List<RemoteRecord> records = sampling.lately(crm, map.kind(), asked).stream()
                .filter(record -> record.problem() == null)
                .toList();
        List<RemoteRecord> out = records.stream()
                .filter(record -> !map.filter().admits(record.fields()))
                .toList();
        List<String> names = name == null
                ? List.of()
                : SamplingFields.samples(out, name.mapping().theirs()).stream()
                        .limit(MOST_NAMES)
                        .toList();
        return new FilterPreview(map.kind(), records.size(), records.size() - out.size(), names);
    }
}
