package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** Which event was sent to which endpoint, and what came of it. Callers bring the transaction. */
@ApplicationScoped
public class WebhookDeliveries {
    /** An attempt that is silent for so long has died with its worker, as each call ends after 10 s. */
    static final Duration CLAIM = Duration.ofSeconds(60);

    private static final String SELECT =
            "select d.id, d.endpoint_id, d.event_id, d.state, d.attempts, d.next_at, d.attempted_at, d.status, d.fault,"
                    + " d.latency_ms, d.excerpt, d.created_at, e.type"
                    + " from webhook_delivery d join event_outbox e on e.id = d.event_id";

    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    /** For the container's proxy. */
    protected WebhookDeliveries() {}

    WebhookDeliveries(TenantSql sql, Ids ids) {
        this.sql = sql;
        this.ids = ids;
    }

    /** An event that is to be sent to an endpoint. */
    record Wanted(UUID endpoint, UUID event) {}

    /** Adds what is not there yet, to be tried at once. */
    void add(List<Wanted> wanted, Instant now) {
        add(wanted, now, "do nothing");
    }

    /** As {@link #add}, and lets wait again what has ended. */
    void addAgain(List<Wanted> wanted, Instant now) {
        add(
                wanted,
                now,
                """
                (endpoint_id, event_id) do update set state = 'WAITING', attempts = 0, next_at = excluded.next_at
                 where webhook_delivery.state <> 'WAITING'
                """);
    }

    private void add(List<Wanted> wanted, Instant now, String onConflict) {
        sql.update(
                """
                insert into webhook_delivery (id, endpoint_id, event_id, state, next_at, created_at)
                select w.id, w.endpoint, w.event, 'WAITING', ?, ?
                  from unnest(?::text[]::uuid[], ?::text[]::uuid[], ?::text[]::uuid[]) w (id, endpoint, event)
                on conflict
                """
                        + onConflict,
                now,
                now,
                wanted.stream().map(one -> ids.next().toString()).toArray(String[]::new),
                wanted.stream().map(one -> one.endpoint().toString()).toArray(String[]::new),
                wanted.stream().map(one -> one.event().toString()).toArray(String[]::new));
    }

    /** A delivery whose first attempt is the caller's, now. */
    WebhookDelivery begin(UUID endpoint, UUID event, Instant now) {
        UUID id = ids.next();
        sql.update(
                """
                insert into webhook_delivery (id, endpoint_id, event_id, state, attempts, attempted_at, next_at, created_at)
                values (?, ?, ?, 'WAITING', 1, ?, ?, ?)
                """,
                id,
                endpoint,
                event,
                now,
                now.plus(CLAIM),
                now);
        return get(id);
    }

    /**
     * Takes the endpoint's earliest event that is due, for one attempt by this worker alone; empty if none is due or the
     * endpoint is not active.
     */
    Optional<WebhookDelivery> claim(UUID endpoint, Instant now) {
        Optional<UUID> claimed = sql.first(
                """
                update webhook_delivery set attempts = attempts + 1, attempted_at = ?, next_at = ?
                 where id = (select d.id from webhook_delivery d join webhook_endpoint e on e.id = d.endpoint_id
                              where d.endpoint_id = ? and e.state = 'ACTIVE' and d.state = 'WAITING' and d.next_at <= ?
                              order by d.event_id limit 1 for update of d skip locked)
                returning id
                """,
                row -> row.getObject(1, UUID.class),
                now,
                now.plus(CLAIM),
                endpoint,
                now);
        return claimed.map(this::get);
    }

    /** When the endpoint's next attempt is due; empty if none is or the endpoint is not active. */
    Optional<Instant> nextAt(UUID endpoint) {
        return sql.first(
                        """
                        select min(d.next_at) as next_at from webhook_delivery d
                          join webhook_endpoint e on e.id = d.endpoint_id
                         where d.endpoint_id = ? and e.state = 'ACTIVE' and d.state = 'WAITING'
                        """,
                        row -> Optional.ofNullable(TenantSql.instant(row, "next_at")),
                        endpoint)
                .flatMap(found -> found);
    }

    /** Writes the outcome of a claimed attempt; without effect if the delivery was claimed or replayed since. */
    void settle(WebhookDelivery claimed, Attempt attempt, Verdict verdict) {
        sql.update(
                """
                update webhook_delivery
                   set state = ?, next_at = ?, status = ?, fault = ?, latency_ms = ?, excerpt = ?
                 where id = ? and state = 'WAITING' and attempts = ?
                """,
                verdict.state().name(),
                verdict.nextAt(),
                attempt.status(),
                attempt.fault(),
                attempt.latencyMillis(),
                attempt.excerpt(),
                claimed.id(),
                claimed.attempts());
    }

    /** Gives up what waits for an endpoint that is off. */
    void skip(UUID endpoint) {
        sql.update(
                "update webhook_delivery set state = 'SKIPPED', next_at = null"
                        + " where endpoint_id = ? and state = 'WAITING'",
                endpoint);
    }

    /** Lets it be tried now, with all attempts anew. */
    void replay(UUID id, Instant now) {
        sql.update("update webhook_delivery set state = 'WAITING', attempts = 0, next_at = ? where id = ?", now, id);
    }

    /** Fails with {@code WEBHOOK_DELIVERY_NOT_FOUND}. */
    public WebhookDelivery get(UUID id) {
        return sql.first(SELECT + " where d.id = ?", WebhookDeliveries::read, id)
                .orElseThrow(() -> new Problem(EventsProblem.WEBHOOK_DELIVERY_NOT_FOUND));
    }

    /**
     * The deliveries of an endpoint, newest event first.
     *
     * @param state only those in this state, null for all
     * @param cursor where the last page ended; {@code BAD_CURSOR} if it is none of ours
     */
    public Page<WebhookDelivery> page(
            UUID endpoint, WebhookDelivery.@Nullable State state, int limit, @Nullable String cursor) {
        StringBuilder text = new StringBuilder(SELECT).append(" where d.endpoint_id = ?");
        List<Object> parameters = new ArrayList<>(List.of(endpoint));
        if (state != null) {
            text.append(" and d.state = ?");
            parameters.add(state.name());
        }
        if (cursor != null) {
            text.append(" and d.event_id < ?");
            parameters.add(id(Cursor.decode(cursor, 1).get(0)));
        }
        text.append(" order by d.event_id desc limit ?");
        parameters.add(limit + 1);
        List<WebhookDelivery> rows = sql.query(text.toString(), WebhookDeliveries::read, parameters.toArray());
        if (rows.size() <= limit) {
            return Page.of(rows);
        }
        List<WebhookDelivery> page = rows.subList(0, limit);
        return new Page<>(page, Cursor.encode(page.get(limit - 1).eventId().toString()), null);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }

    private static WebhookDelivery read(ResultSet row) throws SQLException {
        return new WebhookDelivery(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                WebhookDelivery.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                TenantSql.instant(row, "next_at"),
                TenantSql.instant(row, "attempted_at"),
                last(row),
                Objects.requireNonNull(TenantSql.instant(row, "created_at")));
    }

    private static @Nullable Attempt last(ResultSet row) throws SQLException {
        long latency = row.getLong("latency_ms");
        if (row.wasNull()) {
            return null;
        }
        return new Attempt(
                row.getObject("status", Integer.class),
                row.getString("fault"),
                latency,
                row.getString("excerpt"),
                null);
    }
}
