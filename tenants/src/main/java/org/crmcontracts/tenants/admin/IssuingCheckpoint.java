package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.checkpoints.CheckpointView;
import org.crmcontracts.tenants.checkpoints.Checkpoints;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.identity.Caller;

/** Use case: make a checkpoint of the audit log when somebody asks for it, and find those that were made. */
@ApplicationScoped
@Transactional
public class IssuingCheckpoint {
    @Inject
    Checkpoints checkpoints;

    @Inject
    AuditLog log;

    @Inject
    Idempotency idempotency;

    /** {@code CHECKPOINT_KEY_MISSING}. */
    public CheckpointView issue(IdempotencyKey key, Caller by) {
        return idempotency.once(key, "audit.checkpoint", Map.of(), CheckpointView.class, () -> {
            if (checkpoints.isDue()) {
                // Before the checkpoint, which covers it; after it, the log would at once have grown again.
                log.append(
                        Actor.of(by),
                        "audit.checkpoint-issued",
                        "tenant",
                        by.tenant().id(),
                        Map.of());
            }
            return CheckpointView.of(checkpoints.issue().or(checkpoints::last).orElseThrow());
        });
    }

    public List<CheckpointView> latest(int limit) {
        return checkpoints.latest(limit).stream().map(CheckpointView::of).toList();
    }

    /** {@code NOT_FOUND}. */
    public CheckpointView get(UUID id) {
        return CheckpointView.of(checkpoints.get(id));
    }
}
