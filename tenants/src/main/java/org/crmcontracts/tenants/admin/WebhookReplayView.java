package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.events.WebhookReplay;

/**
 * A replay on the wire.
 *
 * @param total events that are to be sent again, {@code queued} of them wait for it by now or were sent
 */
public record WebhookReplayView(
        UUID id,
        Instant since,
        Instant until,
        List<String> types,
        WebhookReplay.State state,
        int total,
        int queued,
        Instant createdAt) {
    static WebhookReplayView of(WebhookReplay replay) {
        return new WebhookReplayView(
                replay.id(),
                replay.since(),
                replay.until(),
                replay.types().patterns(),
                replay.state(),
                replay.total(),
                replay.queued(),
                replay.createdAt());
    }
}
