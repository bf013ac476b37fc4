package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Takes back what a person decided of a conflict, as long as nobody built on it. Callers bring the transaction. */
@ApplicationScoped
public class RevertingDecisions {
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

    /**
     * Opens a decided conflict again and gives our field its former value; {@code CONFLICT_NOT_FOUND} where none of this
     * id was decided by a person, {@code DECISION_STANDS} where the value was sent to the CRM or changed since.
     */
    public Conflicts.Conflict revert(UUID connection, UUID id) {
        Conflicts.Decided decided =
                conflicts.decided(connection, id).orElseThrow(() -> new Problem(SyncProblem.CONFLICT_NOT_FOUND));
        Conflicts.Conflict conflict = decided.conflict();
        RemoteKind kind = conflict.kind();
        UUID local = conflict.localId();
        OurRecords.Ours ours =
                ourRecords.locked(connection, kind, List.of(local)).get(local);
        Links.Link link = links.byLocal(connection, kind, List.of(local)).get(local);
        if (ours == null || link == null || !stillStands(connection, decided, ours, link)) {
            throw new Problem(SyncProblem.DECISION_STANDS);
        }
        if (!Objects.equals(conflict.ours(), decided.value())) {
            Map<String, String> fields = with(ours.fields(), conflict.field(), conflict.ours());
            UUID customer = customer(connection, conflict);
            ourRecords.update(kind, List.of(new OurRecords.Written(local, customer, fields)));
        }
        Map<String, String> base = link.base() == null ? ours.fields() : link.base();
        links.base(connection, kind, local, with(base, conflict.field(), conflict.base()));
        if (decided.formerOwner() != null) {
            mappings.own(connection, kind, conflict.field(), FieldMapping.Owner.valueOf(decided.formerOwner()));
        }
        conflicts.reopen(id);
        return conflict;
    }

    private boolean stillStands(UUID connection, Conflicts.Decided decided, OurRecords.Ours ours, Links.Link link) {
        Conflicts.Conflict conflict = decided.conflict();
        Map<String, String> base = link.base() == null ? ours.fields() : link.base();
        return Objects.equals(ours.fields().get(conflict.field()), decided.value())
                && Objects.equals(base.get(conflict.field()), conflict.theirs())
                && !outbox.isSent(connection, conflict.kind(), conflict.localId(), decided.at())
                && (link.lastOutAt() == null || !link.lastOutAt().isAfter(decided.at()))
                && conflicts.open(connection, conflict.kind(), List.of(conflict.localId())).stream()
                        .noneMatch((conflict.localId() + " " + conflict.field())::equals);
    }

    private @Nullable UUID customer(UUID connection, Conflicts.Conflict conflict) {
        String former = conflict.ours();
        return conflict.field().equals(FieldMap.ACCOUNT) && former != null
                ? ourRecords.customers(connection, List.of(former)).get(former)
                : null;
    }

    private static Map<String, String> with(Map<String, String> fields, String field, @Nullable String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        ThreeWayMerge.put(changed, field, value);
        return changed;
    }
}
