package org.crmcontracts.tenants.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.events.KeepingWebhooks;
import org.crmcontracts.tenants.events.WebhookEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint on the wire.
 *
 * @param consecutiveFailures failed attempts since the last success
 * @param previousSecretUntil until when the former secret signs, too
 * @param secret only where it was just made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookEndpointView(
        UUID id,
        long version,
        String url,
        String description,
        List<String> types,
        WebhookEndpoint.State state,
        WebhookEndpoint.@Nullable OffReason offReason,
        int consecutiveFailures,
        @Nullable Instant firstFailureAt,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        @Nullable String secret) {
    static WebhookEndpointView of(WebhookEndpoint endpoint) {
        return of(new KeepingWebhooks.WithSecret(endpoint, null));
    }

    static WebhookEndpointView of(KeepingWebhooks.WithSecret made) {
        WebhookEndpoint endpoint = made.endpoint();
        return new WebhookEndpointView(
                endpoint.id(),
                endpoint.version(),
                endpoint.url(),
                endpoint.description(),
                endpoint.types().patterns(),
                endpoint.state(),
                endpoint.offReason(),
                endpoint.failures(),
                endpoint.firstFailureAt(),
                endpoint.secrets().previousUntil(),
                endpoint.createdAt(),
                made.secret());
    }
}
