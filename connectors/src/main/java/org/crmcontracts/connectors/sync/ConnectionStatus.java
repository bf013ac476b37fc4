package org.crmcontracts.connectors.sync;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is doing beside its runs.
 *
 * @param pausedReason why a person let it rest, null where none did
 * @param lastGoodRunAt when it was last in step, null before its first whole run
 * @param queue how many of our records wait to go out
 * @param conflicts how many fields wait for a decision
 * @param held how many records are held back, by cause, the most frequent first
 * @param callsPerDay how many calls of the CRM it may make from one midnight UTC to the next
 * @param callsLeft how many of them are left
 * @param throttledUntil until when the CRM asked us to wait, null where it did not
 * @param channel by which the CRM tells of changes between two pulls
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionStatus(
        @Nullable String pausedReason,
        @Nullable Instant lastGoodRunAt,
        long queue,
        long conflicts,
        List<Cause> held,
        int callsPerDay,
        int callsLeft,
        @Nullable Instant throttledUntil,
        Channel channel) {
    /** A cause and how many records it holds back. */
    public record Cause(String code, long count) {}

    /**
     * The way of the CRM's notices to us. Without one, changes come with the next pull.
     *
     * @param openUntil when it ends unless it is renewed before, null while it is not open
     * @param problemCode why it could not be opened or closed, null where it could
     * @param lastNoticeAt when the CRM last sent a notice that it could prove, null for never
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Channel(
            State state, @Nullable Instant openUntil, @Nullable String problemCode, @Nullable Instant lastNoticeAt) {
        /** Who opens it, and whether it is open. */
        public enum State {
            /** The product's public address is not set, so no CRM can send us anything. */
            NO_ADDRESS,
            /** The CRM's administrator enters our address there. */
            BY_HAND,
            OPEN,
            CLOSED,
            /** The CRM refuses to open or close it; tried again every hour. */
            FAILED
        }
    }
}
