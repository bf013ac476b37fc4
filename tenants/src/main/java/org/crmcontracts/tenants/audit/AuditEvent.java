package org.crmcontracts.tenants.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * One link of a tenant's audit chain.
 *
 * @param seq 1, 2, 3, … without gaps
 * @param at in microseconds, as the database keeps it
 * @param dataJson canonical JSON, kept as the very text that was hashed
 * @param hash SHA-256 over the previous link's hash and this link's canonical JSON, lower-case hex
 */
public record AuditEvent(
        long seq,
        UUID id,
        Instant at,
        String actorId,
        String actorName,
        String action,
        Outcome outcome,
        String subjectType,
        @Nullable UUID subjectId,
        String dataJson,
        String hash) {

    /** Whether the attempt was carried out. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    public Map<String, Object> data() {
        try {
            return Json.mapper().readValue(dataJson, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit event " + seq + " holds no JSON", e);
        }
    }

    /** The hash this link must have after the given one. */
    public String hashAfter(String previous) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("seq", seq);
        content.put("id", id);
        content.put("at", at.toString());
        content.put("actorId", actorId);
        content.put("actorName", actorName);
        content.put("action", action);
        content.put("outcome", outcome);
        content.put("subjectType", subjectType);
        content.put("subjectId", subjectId);
        content.put("data", dataJson);
        return Json.sha256Hex(previous + Json.canonical(content));
    }

    AuditEvent linkedTo(String previous) {
        return new AuditEvent(
                seq,
                id,
                at,
                actorId,
                actorName,
                action,
                outcome,
                subjectType,
                subjectId,
                dataJson,
                hashAfter(previous));
    }
}
