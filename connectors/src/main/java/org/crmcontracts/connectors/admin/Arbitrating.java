package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Conflicts;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.DecidingConflicts;
import org.crmcontracts.connectors.sync.RevertingDecisions;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Caller;
import org.jspecify.annotations.Nullable;

/** What an administrator decides where both sides have changed a field, and takes back. */
@ApplicationScoped
public class Arbitrating {
    @Inject
    Connections connections;

    @Inject
    Conflicts conflicts;

    @Inject
    DecidingConflicts deciding;

    @Inject
    RevertingDecisions reverting;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    /** The oldest first; {@code CONNECTION_NOT_FOUND}, {@code BAD_CURSOR}. */
    @Transactional
    public Page<Conflicts.Conflict> open(UUID connection, @Nullable String cursor, int limit) {
        connections.require(connection);
        return Cursors.page(
                conflicts.open(connection, Cursors.place(cursor), limit + 1),
                limit,
                last -> Cursors.of(last.createdAt(), last.id()));
    }

    /** {@code CONFLICT_NOT_FOUND}, {@code MAPPING_INVALID} for a value that the field cannot hold. */
    @Transactional
    public void decide(IdempotencyKey key, UUID connection, UUID conflict, DecisionRequest request, Caller caller) {
        // A list, as the third value may be none.
        Object what = Arrays.asList(connection, conflict, request.decision(), request.value(), request.remember());
        idempotency.once(key, "sync-conflict.decide", what, Boolean.class, () -> {
            Conflicts.Conflict decided = deciding.decide(
                    connection, conflict, request.decision(), request.value(), request.remember(), caller.userId());
            record(
                    caller,
                    "sync-conflict.decided",
                    decided,
                    Map.of("decision", request.decision().name()));
            return true;
        });
    }

    /** {@code CONFLICT_NOT_FOUND}, {@code DECISION_STANDS}. */
    @Transactional
    public void revert(IdempotencyKey key, UUID connection, UUID conflict, Caller caller) {
        Object what = Arrays.asList(connection, conflict);
        idempotency.once(key, "sync-conflict.revert", what, Boolean.class, () -> {
            record(caller, "sync-conflict.reopened", reverting.revert(connection, conflict), Map.of());
            return true;
        });
    }

    private void record(Caller caller, String action, Conflicts.Conflict conflict, Map<String, Object> more) {
        Map<String, Object> details = new java.util.TreeMap<>(more);
        details.put("field", conflict.field());
        audit.append(
                Actor.of(caller),
                action,
                conflict.kind() == RemoteKind.ACCOUNT ? "customer" : "contact",
                conflict.localId(),
                details);
    }
}
