package org.crmcontracts.tenants.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.events.Attempt;
import org.crmcontracts.tenants.events.WebhookDelivery;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.outbound.OutboundFailure;
import org.jspecify.annotations.Nullable;

/**
 * A delivery on the wire.
 *
 * @param status of the last answer
 * @param fault why the last attempt got no answer, {@code faultText} in the reader's language
 * @param excerpt the beginning of the last answer, as plain text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookDeliveryView(
        UUID id,
        UUID eventId,
        String type,
        WebhookDelivery.State state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Instant attemptedAt,
        @Nullable Integer status,
        @Nullable String fault,
        @Nullable String faultText,
        @Nullable Long latencyMillis,
        @Nullable String excerpt,
        Instant createdAt) {
    static WebhookDeliveryView of(WebhookDelivery delivery, Locale locale) {
        Attempt last = delivery.last();
        String fault = last == null ? null : last.fault();
        return new WebhookDeliveryView(
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                delivery.state(),
                delivery.attempts(),
                delivery.nextAt(),
                delivery.attemptedAt(),
                last == null ? null : last.status(),
                fault,
                fault == null ? null : Messages.text(OutboundFailure.class, fault, Map.of(), locale),
                last == null ? null : last.latencyMillis(),
                last == null ? null : last.excerpt(),
                delivery.createdAt());
    }
}
