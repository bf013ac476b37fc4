package org.crmcontracts.connectors.zoho;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One call of Zoho's API without what the connection adds.
 *
 * @param query encoded, without the question mark; empty for none
 * @param body JSON, null for none
 * @param credits what Zoho takes for it (API v8, limits; read 2026-11)
 */
record ZohoCall(
        String method, String path, String query, Map<String, String> headers, @Nullable String body, int credits) {

    static ZohoCall get(String path, Map<String, String> parameters, int credits) {
        String query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return new ZohoCall("GET", path, query, Map.of(), null, credits);
    }

    static ZohoCall of(String method, String path, String body, int credits) {
        return new ZohoCall(method, path, "", Map.of(), body, credits);
    }

    ZohoCall with(String header, String value) {
        return new ZohoCall(method, path, query, Map.of(header, value), body, credits);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Leaves query and body out: they may hold customers. */
    @Override
    public String toString() {
        return "ZohoCall[" + method + " " + path + "]";
    }
}
