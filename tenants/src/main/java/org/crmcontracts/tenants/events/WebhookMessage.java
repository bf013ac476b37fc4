package org.crmcontracts.tenants.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.outbound.OutboundRequest;

/**
 * An event, ready to be sent to one endpoint.
 *
 * @param secrets all that sign it
 */
record WebhookMessage(String url, List<WebhookSecret> secrets, CloudEvent event) {
    /** The signed request; its {@code webhook-id} is the event's, the same at every attempt. */
    OutboundRequest request(Instant now) {
        byte[] body = event.bytes();
        String id = event.id().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", CloudEvent.MEDIA_TYPE + "; charset=utf-8");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", WebhookSignature.seconds(now));
        headers.put("webhook-signature", WebhookSignature.sign(secrets, id, now, body));
        return OutboundRequest.post(url, headers, body);
    }
}
