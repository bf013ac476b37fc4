package org.crmcontracts.connectors.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.connectors.sync.SyncRun;
import org.jspecify.annotations.Nullable;

/** A run as the API answers it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
        UUID id,
        UUID connectionId,
        SyncRun.Kind kind,
        SyncRun.Outcome outcome,
        Instant startedAt,
        @Nullable Instant endedAt,
        int pages,
        int created,
        int updated,
        int unchanged,
        int quarantined,
        int deleted,
        int conflicts,
        int pushed,
        int leftOut,
        @Nullable Long total,
        int changes,
        @Nullable UUID undoOf,
        @Nullable String problemCode) {
    static RunView of(SyncRun run) {
        return new RunView(
                run.id(),
                run.connectionId(),
                run.kind(),
                run.outcome(),
                run.startedAt(),
                run.endedAt(),
                run.pages(),
                run.created(),
                run.updated(),
                run.unchanged(),
                run.quarantined(),
                run.deleted(),
                run.conflicts(),
                run.pushed(),
                run.leftOut(),
                run.total(),
                run.changes(),
                run.undoOf(),
                run.problemCode());
    }
}
