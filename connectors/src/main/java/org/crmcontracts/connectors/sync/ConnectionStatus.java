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
        @Nullable Instant throttledUntil) {
    /** A cause and how many records it holds back. */
    public record Cause(String code, long count) {}
}
