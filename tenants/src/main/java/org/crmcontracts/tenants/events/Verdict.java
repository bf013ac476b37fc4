package org.crmcontracts.tenants.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param nextAt when it is tried again; null unless it waits
 */
record Verdict(WebhookDelivery.State state, @Nullable Instant nextAt) {
    /**
     * @param attempts how many there were, this one included
     */
    static Verdict on(Attempt attempt, int attempts, UUID delivery, RetrySchedule schedule, Instant now) {
        if (attempt.isDelivered()) {
            return new Verdict(WebhookDelivery.State.DELIVERED, null);
        }
        if (attempt.isGone()) {
            return new Verdict(WebhookDelivery.State.FAILED, null);
        }
        return schedule.pause(attempts, delivery, attempt.asked())
                .map(pause -> new Verdict(WebhookDelivery.State.WAITING, now.plus(pause)))
                .orElseGet(() -> new Verdict(WebhookDelivery.State.FAILED, null));
    }
}
