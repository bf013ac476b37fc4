package org.crmcontracts.tenants.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events of the past that an admin has sent again to one endpoint (重放).
 *
 * @param since the first instant, inclusive
 * @param until exclusive
 * @param total events that match
 * @param queued of these, how many wait for delivery by now or are delivered
 * @param position the last event that was looked at
 */
public record WebhookReplay(
        UUID id,
        UUID endpointId,
        Instant since,
        Instant until,
        EventPatterns types,
        State state,
        int total,
        int queued,
        @Nullable UUID position,
        Instant createdAt) {
    WebhookReplay ofEvents(int number) {
        return new WebhookReplay(id, endpointId, since, until, types, state, number, queued, position, createdAt);
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        DONE
    }
}
