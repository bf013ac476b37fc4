package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.Condition;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * Which records of a connection's CRM come over: conditions that are kept and versioned with its mapping. Callers bring
 * the transaction.
 */
@ApplicationScoped
public class RecordFilters {
    /** A run is refused: a field is gone by which records are left out, and without it all of them would come. */
    public static final String FIELD_GONE = "FILTER_FIELD_GONE";

    /** A run is refused: a field by which records are left out holds another type now. */
    public static final String FIELD_RETYPED = "FILTER_FIELD_RETYPED";

    /** Notices may come every few seconds; between two pulls more time passes. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private static final TypeReference<List<Condition>> CONDITIONS = new TypeReference<>() {};

    @Inject
    TenantSql sql;

    @Inject
    Mappings mappings;

    @Inject
    Connections connections;

    /** The conditions of all kinds; empty where every record comes over. */
    public List<Condition> of(UUID connection) {
        return sql.first(
                        "select filters from crm_connection where id = ?",
                        row -> Json.read(row.getString(1), CONDITIONS),
                        connection)
                .orElse(List.of());
    }

    /**
     * Puts other conditions in place, if the mapping is still of this version; everything is read again under them, as what
     * was left out before lies behind the cursor. A run that is under way ends: it would move the cursor on past what it has
     * left out under the former ones. {@code STALE_VERSION}, {@code CONNECTION_NOT_FOUND}.
     */
    public void change(UUID connection, long version, List<Condition> conditions) {
        mappings.lock(connection, version);
        sql.update("update crm_connection set filters = ?::jsonb where id = ?", Json.text(conditions), connection);
        mappings.readAgain(connection);
        connections.interrupt(connection);
    }

    /**
     * How long what the CRM said of its fields is relied on. Hardly at all where a condition also holds without a value: once
     * its field is gone, every record would seem to meet it.
     */
    static Duration describedFor(RemoteKind kind, List<Condition> conditions) {
        boolean widens =
                conditions.stream().anyMatch(condition -> condition.kind() == kind && condition.holdsWithoutValue());
        return widens ? JUST_NOW : Mappings.DESCRIBED_FOR;
    }

    /** Why nothing of a kind may be brought in, as the CRM's fields are now: that of the first condition at fault. */
    static Optional<String> fault(RemoteKind kind, List<Condition> conditions, List<RemoteField> described) {
        return conditions.stream()
                .filter(condition -> condition.kind() == kind)
                .flatMap(condition -> fault(condition, described).stream())
                .findFirst();
    }

    /**
     * Why nothing may be brought in under a condition, as the CRM's fields are now.
     *
     * @param described the fields of its kind; where the CRM tells none, they are all gone
     */
    public static Optional<String> fault(Condition condition, List<RemoteField> described) {
        Optional<RemoteField> field = described.stream()
                .filter(one -> one.name().equals(condition.field()))
                .findFirst();
        if (field.isEmpty()) {
            return Optional.of(FIELD_GONE);
        }
        // An option that is gone only means that no record has it.
        return condition.fault(field.get().type()).map(fault -> FIELD_RETYPED);
    }
}
