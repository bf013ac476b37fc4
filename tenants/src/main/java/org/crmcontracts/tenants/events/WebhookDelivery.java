package org.crmcontracts.tenants.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one endpoint (投递). It waits until it is delivered, has failed as often as the schedule
 * allows, or is skipped as its endpoint was switched off; a replay lets it wait again.
 *
 * @param type the event's type, without prefix
 * @param nextAt when it is tried next; null unless it waits
 * @param last how the last attempt went, null before the first
 */
public record WebhookDelivery(
        UUID id,
        UUID endpointId,
        UUID eventId,
        String type,
        State state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Instant attemptedAt,
        @Nullable Attempt last,
        Instant createdAt) {
    /** Where a delivery is. */
    public enum State {
        WAITING,
        DELIVERED,
        FAILED,
        SKIPPED
    }
}
