package org.crmcontracts.connectors.mapping;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;

/**
 * Which records of one kind come over at all (筛选): those that meet every condition. Pure, and the same for every CRM: it
 * judges what a record holds, and asks no CRM to leave anything out. Immutable.
 */
public final class RecordFilter {
    /** Admits every record. */
    public static final RecordFilter ALL = new RecordFilter(List.of(), Map.of(), true);

    /** Admits none: for runs that bring in nothing, whatever the conditions. */
    public static final RecordFilter NONE = new RecordFilter(List.of(), Map.of(), false);

    private final List<Condition> conditions;
    private final Map<String, RemoteField.Type> types;
    private final boolean admitting;

    private RecordFilter(List<Condition> conditions, Map<String, RemoteField.Type> types, boolean admitting) {
        this.conditions = conditions;
        this.types = types;
        this.admitting = admitting;
    }

    /**
     * The filter of one kind of record.
     *
     * @param conditions those of other kinds are left out
     * @param described the CRM's fields; one that is missing is compared as text
     */
    public static RecordFilter of(RemoteKind kind, List<Condition> conditions, List<RemoteField> described) {
        List<Condition> own = conditions.stream()
                .filter(condition -> condition.kind() == kind)
                .toList();
        Map<String, RemoteField.Type> types = new HashMap<>();
        described.forEach(field -> types.put(field.name(), field.type()));
        return own.isEmpty() ? ALL : new RecordFilter(own, types, true);
    }

    /** Whether a record may come over; always the same answer for the same fields, and never an exception. */
    public boolean admits(Map<String, String> fields) {
        return admitting
                && conditions.stream()
                        .allMatch(condition ->
                                condition.holds(fields, types.getOrDefault(condition.field(), RemoteField.Type.TEXT)));
    }

    /** Whether some record may be left out. */
    public boolean isActive() {
        return !admitting || !conditions.isEmpty();
    }

    /** The CRM's names of fields without which it cannot be told. */
    public Set<String> fields() {
        Set<String> fields = new LinkedHashSet<>();
        conditions.forEach(condition -> fields.add(condition.field()));
        return fields;
    }
}
