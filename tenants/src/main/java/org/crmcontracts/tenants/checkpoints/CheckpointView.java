package org.crmcontracts.tenants.checkpoints;

import java.time.Instant;
import java.util.UUID;

/** A checkpoint as people read it and keep it; only {@code jws} is signed, and all else stands in it, too. */
public record CheckpointView(UUID id, UUID tenantId, long seq, String hash, Instant at, String previous, String jws) {
    public static CheckpointView of(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return new CheckpointView(
                signed.id(),
                checkpoint.tenantId(),
                checkpoint.seq(),
                checkpoint.hash(),
                checkpoint.at(),
                checkpoint.previous(),
                signed.jws());
    }

    /** What the file is called. */
    public String fileName() {
        return "audit-checkpoint-" + seq + ".json";
    }
}
