package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** What webhooks tell of themselves. */
@ApplicationScoped
public class WebhookEvents implements EventCatalogue {
    /** Sent on demand, to one endpoint, whatever it asked for. */
    static final EventType PING = new EventType(
            "webhook.ping",
            WebhookEvents.class,
            "webhook-endpoints/0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
            Map.of("endpointId", "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a"));

    static final EventType SWITCHED_OFF = new EventType(
            "webhook.switched-off",
            WebhookEvents.class,
            "webhook-endpoints/0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
            Map.of(
                    "endpointId",
                    "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                    "reason",
                    WebhookEndpoint.OffReason.FAILING.name()));

    @Override
    public List<EventType> types() {
        return List.of(PING, SWITCHED_OFF);
    }
}
