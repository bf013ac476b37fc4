package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One pull of a connection (同步批次) and what it did, counted in records. */
public record SyncRun(
        UUID id,
        UUID connectionId,
        Outcome outcome,
        Instant startedAt,
        @Nullable Instant endedAt,
        int pages,
        int created,
        int updated,
        int unchanged,
        int quarantined,
        int deleted,
        @Nullable String problemCode) {
    /** How it ended, or that it has not. */
    public enum Outcome {
        RUNNING,
        DONE,
        FAILED
    }
}
