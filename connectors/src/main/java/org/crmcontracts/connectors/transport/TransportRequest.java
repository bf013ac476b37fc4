package org.crmcontracts.connectors.transport;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call as it goes out.
 *
 * @param url with its query, encoded
 * @param body null for none; the header {@code Content-Type} says what it is
 */
public record TransportRequest(String method, URI url, Map<String, String> headers, byte @Nullable [] body) {

    public TransportRequest {
        headers = Map.copyOf(headers);
    }

    public static TransportRequest get(URI url, Map<String, String> headers) {
        return new TransportRequest("GET", url, headers, null);
    }

    /** A call with a text as its body, in UTF-8. */
    public static TransportRequest of(String method, URI url, Map<String, String> headers, String body) {
        return new TransportRequest(method, url, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves query, headers and body out: they hold secrets and customers. */
    @Override
    public String toString() {
        return "TransportRequest[" + method + " " + url.getHost() + url.getPath() + "]";
    }
}
