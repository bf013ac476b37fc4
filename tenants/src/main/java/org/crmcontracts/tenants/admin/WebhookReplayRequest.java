package org.crmcontracts.tenants.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.crmcontracts.tenants.events.SendingAgain;
import org.jspecify.annotations.Nullable;

/**
 * Events of a span of time.
 *
 * @param until exclusive
 * @param types as in an endpoint; null for those that the endpoint asks for
 */
public record WebhookReplayRequest(
        @NotNull Instant since,
        @NotNull Instant until,
        @Nullable @Size(max = 50) List<@NotNull @Size(max = 100) String> types) {
    SendingAgain.Span span() {
        return new SendingAgain.Span(since, until, types == null ? List.of() : types);
    }
}
