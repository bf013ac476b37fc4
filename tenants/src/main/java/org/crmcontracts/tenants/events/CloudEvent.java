package org.crmcontracts.tenants.events;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;

/**
 * An event in the structured JSON form of CloudEvents 1.0.2 (cloudevents.io, spec and JSON format).
 *
 * @param source the tenant it happened in, {@code /tenants/<key>}
 * @param type with the reverse-DNS prefix that the specification asks for
 * @param subject what it happened to, as a path below the API
 * @param data ids, numbers and states; never content that an admin may not read
 */
public record CloudEvent(UUID id, String source, String type, String subject, Instant time, Map<String, Object> data) {
    public static final String MEDIA_TYPE = "application/cloudevents+json";

    /** Standard Webhooks, "Payload size": smaller than 20 kB. */
    static final int MOST_BYTES = 20_000;

    private static final String TYPE_PREFIX = "org.crmcontracts.";

    /** An event of a tenant, its type given without prefix. */
    public static CloudEvent of(
            UUID id, String tenantKey, String type, String subject, Instant time, Map<String, Object> data) {
        return new CloudEvent(id, "/tenants/" + tenantKey, TYPE_PREFIX + type, subject, time, data);
    }

    /** The members of the JSON object, in the order of the specification. */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("specversion", "1.0");
        members.put("id", id);
        members.put("source", source);
        members.put("type", type);
        members.put("subject", subject);
        members.put("time", time);
        members.put("datacontenttype", "application/json");
        members.put("data", data);
        return members;
    }

    /** The bytes that are sent and signed. */
    byte[] bytes() {
        return Json.text(members()).getBytes(StandardCharsets.UTF_8);
    }
}
