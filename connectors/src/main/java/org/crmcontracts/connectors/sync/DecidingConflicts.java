package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Carries out what a person decides of a conflict. Callers bring the transaction. */
@ApplicationScoped
public class DecidingConflicts {
    /** Whose value stands. */
    public enum Decision {
        OURS,
        THEIRS,
        /** A third one. */
        VALUE
    }

    /** So long a decision is not sent by itself, so that it can be taken back. */
    private static final Duration TO_TAKE_BACK = Duration.ofSeconds(15);

    @Inject
    Conflicts conflicts;

    @Inject
    Links links;

    @Inject
    OurRecords ourRecords;

    @Inject
    SyncOutbox outbox;

    @Inject
    Mappings mappings;

    @Inject
    PushJob pushJob;

    /**
     * Decides one; {@code CONFLICT_NOT_FOUND} where none of this id is open.
     *
     * @param value the third value; null for none
     * @param remember whether the field belongs to that side from now on
     */
    public Conflicts.Conflict decide(
            UUID connection, UUID id, Decision decision, @Nullable String value, boolean remember, String by) {
        Conflicts.Conflict conflict =
                conflicts.find(connection, id).orElseThrow(() -> new Problem(SyncProblem.CONFLICT_NOT_FOUND));
        RemoteKind kind = conflict.kind();
        UUID local = conflict.localId();
        String field = conflict.field();
        OurRecords.Ours ours =
                ourRecords.locked(connection, kind, List.of(local)).get(local);
        Links.Link link = links.byLocal(connection, kind, List.of(local)).get(local);
        if (ours == null || link == null) {
            throw new Problem(SyncProblem.CONFLICT_NOT_FOUND);
        }
        String chosen = decision == Decision.THEIRS
                ? conflict.theirs()
                : decision == Decision.OURS ? ours.fields().get(field) : value;
        if (decision != Decision.OURS) {
            write(connection, kind, ours, field, chosen);
        }
        Map<String, String> base = new TreeMap<>(link.base() == null ? ours.fields() : link.base());
        ThreeWayMerge.put(base, field, conflict.theirs());
        links.base(connection, kind, local, base);
        boolean remembers = remember && decision != Decision.VALUE;
        conflicts.decide(
                id,
                decision.name(),
                chosen,
                ours.fields().get(field),
                remembers ? mappings.owner(connection, kind, field) : null,
                by);
        if (remembers) {
            mappings.own(
                    connection,
                    kind,
                    field,
                    decision == Decision.OURS ? FieldMapping.Owner.LOCAL : FieldMapping.Owner.REMOTE);
        }
        if (decision != Decision.THEIRS) {
            outbox.add(connection, kind, List.of(local));
            pushJob.soon(connection, TO_TAKE_BACK);
        }
        return conflict;
    }

    private void write(UUID connection, RemoteKind kind, OurRecords.Ours ours, String field, @Nullable String value) {
        Map<String, String> fields = new TreeMap<>(ours.fields());
        ThreeWayMerge.put(fields, field, value);
        UUID customer = null;
        if (field.equals(FieldMap.ACCOUNT)) {
            customer = value == null
                    ? null
                    : ourRecords.customers(connection, List.of(value)).get(value);
            if (customer == null) {
                throw new Problem(SyncProblem.MAPPING_INVALID, Map.of("field", field));
            }
        } else if ((field.equals(FieldMap.NAME) && value == null)
                || (value != null && FieldMap.fault(field, value).isPresent())) {
            throw new Problem(SyncProblem.MAPPING_INVALID, Map.of("field", field));
        }
        ourRecords.update(kind, List.of(new OurRecords.Written(ours.id(), customer, fields)));
    }
}
