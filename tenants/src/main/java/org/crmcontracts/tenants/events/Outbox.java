package org.crmcontracts.tenants.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantSql;

/** The events of the tenant: written in the transaction of what they tell, so that neither is without the other. */
@ApplicationScoped
public class Outbox {
    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Adds an event in the running transaction of the tenant; call it before the audit event, which every writer of
     * the tenant waits for.
     *
     * @param subject what it happened to, as a path below the API, such as {@code contracts/<id>}
     * @param data ids, numbers, states and actors; no content, and at most 20 kB with the envelope
     */
    public UUID add(EventType type, String subject, Map<String, ?> data) {
        UUID id = ids.next();
        Instant now = clock.instant();
        Map<String, Object> members = new LinkedHashMap<>(data);
        CloudEvent event = CloudEvent.of(id, CurrentTenant.get().key(), type.name(), subject, now, members);
        if (event.bytes().length > CloudEvent.MOST_BYTES) {
            throw new IllegalArgumentException("an event of type " + type.name() + " is too large");
        }
        // Without a receiver nothing is to be sent; the event is kept all the same, to be replayed to a later one.
        sql.update(
                """
                insert into event_outbox (id, type, subject, at, data, relayed_at)
                values (?, ?, ?, ?, ?::jsonb,
                        case when exists (select 1 from webhook_endpoint where state = 'ACTIVE') then null else ? end)
                """,
                id,
                type.name(),
                subject,
                now,
                json(members),
                now);
        return id;
    }

    private static String json(Map<String, Object> data) {
        try {
            return Json.mapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event holds what JSON cannot", e);
        }
    }
}
