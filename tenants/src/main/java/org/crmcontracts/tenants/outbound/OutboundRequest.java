package org.crmcontracts.tenants.outbound;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of an address that a tenant named.
 *
 * @param headers names and values; {@code Host} and the length follow from the rest
 * @param body bytes to send, null for none
 * @param maxBytes the longest body of an answer that is taken
 */
public record OutboundRequest(
        String method, String url, Map<String, String> headers, byte @Nullable [] body, int maxBytes) {
    public static final int DEFAULT_MAX_BYTES = 1024 * 1024;

    public OutboundRequest {
        headers = Map.copyOf(headers);
    }

    public static OutboundRequest get(String url) {
        return new OutboundRequest("GET", url, Map.of(), null, DEFAULT_MAX_BYTES);
    }

    public static OutboundRequest post(String url, Map<String, String> headers, byte[] body) {
        return new OutboundRequest("POST", url, headers, body, DEFAULT_MAX_BYTES);
    }

    /** The same call, taking at most so many bytes of an answer. */
    public OutboundRequest atMost(int bytes) {
        return new OutboundRequest(method, url, headers, body, bytes);
    }
}
