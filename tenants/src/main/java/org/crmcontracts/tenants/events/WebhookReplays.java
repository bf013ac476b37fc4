package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The replays of the tenant and the events they are about. Callers bring the transaction. */
@ApplicationScoped
public class WebhookReplays {
    private static final String SELECT =
            "select id, endpoint_id, since, until, types, state, total, queued, position, created_at "
                    + "from webhook_replay";

    // A pattern is a prefix or a whole name; the ping was for one moment and one endpoint.
    private static final String MATCHING =
            """
              from event_outbox e
             where e.at >= ? and e.at < ? and e.type <> 'webhook.ping'
               and exists (select 1 from unnest(?::text[]) p
                            where p in ('*', e.type)
                               or (p like '%.*' and starts_with(e.type, left(p, length(p) - 1))))
            """;

    @Inject
    TenantSql sql;

    int count(WebhookReplay replay) {
        return sql.first(
                        "select count(*)" + MATCHING,
                        row -> row.getInt(1),
                        replay.since(),
                        replay.until(),
                        types(replay))
                .orElseThrow();
    }

    /** The next events behind the position, earliest first. */
    List<UUID> next(WebhookReplay replay, int limit) {
        UUID position = replay.position();
        return sql.query(
                "select e.id" + MATCHING + " and e.id > ? order by e.id limit ?",
                row -> row.getObject(1, UUID.class),
                replay.since(),
                replay.until(),
                types(replay),
                position == null ? new UUID(0, 0) : position,
                limit);
    }

    void add(WebhookReplay replay) {
        sql.update(
                """
                insert into webhook_replay (id, endpoint_id, since, until, types, state, total, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                replay.id(),
                replay.endpointId(),
                replay.since(),
                replay.until(),
                types(replay),
                replay.state().name(),
                replay.total(),
                replay.createdAt());
    }

    void moved(UUID id, int queued, @Nullable UUID position, WebhookReplay.State state) {
        sql.update(
                "update webhook_replay set queued = queued + ?, position = coalesce(?, position), state = ?"
                        + " where id = ?",
                queued,
                position,
                state.name(),
                id);
    }

    Optional<WebhookReplay> find(UUID id) {
        return sql.first(SELECT + " where id = ?", WebhookReplays::read, id);
    }

    /** The newest of an endpoint. */
    public List<WebhookReplay> of(UUID endpoint, int limit) {
        return sql.query(
                SELECT + " where endpoint_id = ? order by id desc limit ?", WebhookReplays::read, endpoint, limit);
    }

    private static String[] types(WebhookReplay replay) {
        return replay.types().patterns().toArray(String[]::new);
    }

    private static WebhookReplay read(ResultSet row) throws SQLException {
        return new WebhookReplay(
                row.getObject("id", UUID.class),
                row.getObject("endpoint_id", UUID.class),
                Objects.requireNonNull(TenantSql.instant(row, "since")),
                Objects.requireNonNull(TenantSql.instant(row, "until")),
                new EventPatterns(List.of((String[]) row.getArray("types").getArray())),
                WebhookReplay.State.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("queued"),
                row.getObject("position", UUID.class),
                Objects.requireNonNull(TenantSql.instant(row, "created_at")));
    }
}
