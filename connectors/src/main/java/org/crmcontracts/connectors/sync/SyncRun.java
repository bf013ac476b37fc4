package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of a connection (同步批次) and what it did, counted in records.
 *
 * @param leftOut records that the connection's filter does not admit and that are not linked
 * @param total how many records it has to read, where the CRM tells
 * @param changes how many lines its history has
 * @param undoOf the run that it takes back, null elsewhere
 */
public record SyncRun(
        UUID id,
        UUID connectionId,
        Kind kind,
        Outcome outcome,
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

    /** What it is for. */
    public enum Kind {
        /** Brings in what has changed there and sends out what has changed here. */
        PULL,
        /** Sends out only. */
        PUSH,
        /** Reads what the CRM has told to have changed. */
        NOTICE,
        /** Reads everything again; links stay. */
        FULL,
        /** A pull whose changes are shown and not made. */
        DRY,
        /** Compares everything and changes nothing. */
        RECONCILE,
        /** Makes good chosen differences of a comparison. */
        REPAIR,
        /** Takes a run back. */
        UNDO
    }

    /** How it ended, or that it has not. */
    public enum Outcome {
        RUNNING,
        DONE,
        FAILED
    }
}
