package org.crmcontracts.tenants.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * One link of a tenant's audit chain, as it stands in the database and in a download of the log.
 *
 * @param form what is hashed: in form 1 the actor's id and name, in form 2 a reference to an {@link AuditPerson}
 * @param seq 1, 2, 3, … without gaps
 * @param at in microseconds, as the database keeps it
 * @param actorId of form 1 only, as is {@code actorName}
 * @param actorRef of form 2 only
 * @param dataJson canonical JSON, kept as the very text that was hashed
 * @param hash SHA-256 over the previous link's hash and this link's canonical JSON, lower-case hex
 */
public record AuditEvent(
        int form,
        long seq,
        UUID id,
        Instant at,
        @Nullable String actorId,
        @Nullable String actorName,
        @Nullable String actorRef,
        String action,
        Outcome outcome,
        String subjectType,
        @Nullable UUID subjectId,
        @JsonProperty("data") String dataJson,
        String hash) {
    static final int NAMED = 1;
    static final int REFERRED = 2;

    public AuditEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(dataJson, "data");
        Objects.requireNonNull(hash, "hash");
    }

    /** Whether the attempt was carried out. */
    public enum Outcome {
        DONE,
        REFUSED
    }

    /** The hash this link must have after the given one. */
    public String hashAfter(String previous) {
        return Json.sha256Hex(previous + (form == NAMED ? Json.canonical(namedContent()) : referredContent()));
    }

    private Map<String, Object> namedContent() {
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
        return content;
    }

    /** Canonical JSON as {@link Json#canonical} would write it, without the tree: every check does it for each link. */
    String referredContent() {
        StringBuilder out = new StringBuilder(dataJson.length() + 400);
        out.append("{\"action\":");
        quote(action, out);
        out.append(",\"actorRef\":");
        quote(actorRef, out);
        out.append(",\"at\":");
        quote(at, out);
        out.append(",\"data\":");
        quote(dataJson, out);
        out.append(",\"form\":").append(form).append(",\"id\":");
        quote(id, out);
        out.append(",\"outcome\":");
        quote(outcome, out);
        out.append(",\"seq\":").append(seq);
        if (subjectId != null) {
            out.append(",\"subjectId\":");
            quote(subjectId, out);
        }
        out.append(",\"subjectType\":");
        quote(subjectType, out);
        return out.append('}').toString();
    }

    private static void quote(@Nullable Object value, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(String.valueOf(value), out);
        out.append('"');
    }

    /** Whether a person's reference stands in this link. */
    public boolean names(String ref) {
        return Objects.equals(actorRef, ref) || dataJson.contains(ref);
    }

    AuditEvent linkedTo(String previous) {
        return new AuditEvent(
                form,
                seq,
                id,
                at,
                actorId,
                actorName,
                actorRef,
                action,
                outcome,
                subjectType,
                subjectId,
                dataJson,
                hashAfter(previous));
    }
}
