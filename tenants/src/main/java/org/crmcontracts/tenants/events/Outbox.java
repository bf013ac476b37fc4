package org.crmcontracts.tenants.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobQueue;

/** The events of the tenant: written in the transaction of what they tell, so that neither is without the other. */
@ApplicationScoped
public class Outbox {
    private static final String SELECT = "select id, type, subject, at, data from event_outbox";

    @Inject
    TenantSql sql;

    @Inject
    JobQueue jobs;

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
        if (insert(id, type, subject, data, false)) {
            jobs.add(Relaying.job());
        }
        return id;
    }

    /** Adds an event that goes to nobody by itself. */
    UUID addSilently(EventType type, String subject, Map<String, ?> data) {
        UUID id = ids.next();
        insert(id, type, subject, data, true);
        return id;
    }

    // Without a receiver nothing is to be sent; the event is kept all the same, to be replayed to a later one.
    private boolean insert(UUID id, EventType type, String subject, Map<String, ?> data, boolean silent) {
        Instant now = clock.instant();
        Map<String, Object> members = new LinkedHashMap<>(data);
        CloudEvent event = CloudEvent.of(id, CurrentTenant.get().key(), type.name(), subject, now, members);
        if (event.bytes().length > CloudEvent.MOST_BYTES) {
            throw new IllegalArgumentException("an event of type " + type.name() + " is too large");
        }
        return sql.first(
                        "insert into event_outbox (id, type, subject, at, data, relayed_at) values (?, ?, ?, ?, ?::jsonb,"
                                + " case when ?::boolean or not exists (select 1 from webhook_endpoint where state ="
                                + " 'ACTIVE') then ?::timestamptz end) returning relayed_at is null",
                        row -> row.getBoolean(1),
                        id,
                        type.name(),
                        subject,
                        now,
                        json(members),
                        silent,
                        now)
                .orElseThrow();
    }

    /** The event; empty if it was swept away. */
    Optional<CloudEvent> find(UUID id) {
        return sql.first(SELECT + " where id = ?", Outbox::read, id);
    }

    /** An event by name. */
    record Waiting(UUID id, String type) {}

    /** The earliest events that no deliveries were made of, for this transaction alone. */
    List<Waiting> waiting(int limit) {
        return sql.query(
                "select id, type from event_outbox where relayed_at is null order by id limit ? for update skip locked",
                row -> new Waiting(row.getObject(1, UUID.class), row.getString(2)),
                limit);
    }

    void relayed(List<Waiting> events) {
        sql.update(
                "update event_outbox set relayed_at = ? where id = any (?::text[]::uuid[])",
                clock.instant(),
                events.stream().map(event -> event.id().toString()).toArray(String[]::new));
    }

    /** Deletes the oldest events before a time, with their deliveries; returns how many. */
    int sweep(Instant before, int limit) {
        return sql.update(
                "delete from event_outbox where id in (select id from event_outbox where at < ? order by at limit ?)",
                before,
                limit);
    }

    private static CloudEvent read(ResultSet row) throws SQLException {
        return CloudEvent.of(
                row.getObject("id", UUID.class),
                CurrentTenant.get().key(),
                row.getString("type"),
                row.getString("subject"),
                Objects.requireNonNull(TenantSql.instant(row, "at")),
                map(row.getString("data")));
    }

    private static String json(Map<String, Object> data) {
        try {
            return Json.mapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an event holds what JSON cannot", e);
        }
    }

    private static Map<String, Object> map(String json) {
        return Json.read(json, new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
