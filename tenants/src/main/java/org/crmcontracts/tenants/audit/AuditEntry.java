package org.crmcontracts.tenants.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * An event as people read it, with its persons.
 *
 * @param actorName null when the person was erased
 * @param data with personal texts in their places; an erased one is null
 */
public record AuditEntry(AuditEvent event, @Nullable String actorName, Map<String, Object> data) {
    static AuditEntry of(AuditEvent event, Map<String, AuditPerson> people) {
        AuditPerson actor = event.actorRef() == null ? null : people.get(event.actorRef());
        String name = actor == null ? event.actorName() : actor.value();
        return new AuditEntry(event, name, PersonalTexts.putBack(stored(event), people));
    }

    /** The references of the event's persons. */
    static List<String> refs(AuditEvent event) {
        List<String> refs = PersonalTexts.refs(stored(event));
        if (event.actorRef() != null) {
            refs.add(event.actorRef());
        }
        return refs;
    }

    private static Map<String, Object> stored(AuditEvent event) {
        try {
            return Json.mapper().readValue(event.dataJson(), new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("audit event " + event.seq() + " holds no JSON", e);
        }
    }
}
