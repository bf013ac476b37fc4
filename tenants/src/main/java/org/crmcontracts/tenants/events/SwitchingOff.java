package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;

/** Use case: an endpoint was switched off; the admin is told and what waited for it is given up. */
@ApplicationScoped
public class SwitchingOff {
    private static final String NOTICE = "webhook-switched-off";

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    Outbox outbox;

    @Inject
    Notices notices;

    @Inject
    AuditLog audit;

    /** In the transaction that switched it off. */
    void tell(WebhookEndpoint endpoint) {
        String reason = Objects.requireNonNull(endpoint.offReason()).name();
        deliveries.skip(endpoint.id());
        notices.add(
                NOTICE,
                Map.of(
                        "endpointId",
                        endpoint.id(),
                        "host",
                        KeepingWebhooks.host(endpoint.url()),
                        "failures",
                        endpoint.failures()));
        outbox.add(
                WebhookEvents.SWITCHED_OFF,
                "webhook-endpoints/" + endpoint.id(),
                Map.of("endpointId", endpoint.id(), "reason", reason));
        audit.append(
                Actor.system("webhooks"),
                "webhook.switched-off",
                WebhookEndpoint.SUBJECT,
                endpoint.id(),
                Map.of("reason", reason, "failures", endpoint.failures()));
    }
}
