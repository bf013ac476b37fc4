package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.sync.ConnectionStatus.Channel.State;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The channels that connections have, and the versions of their addresses. Callers bring the transaction. */
@ApplicationScoped
public class Channels {
    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /**
     * A connection and its channel.
     *
     * @param version of the addresses that are good
     * @param openedFor the public address and version that it was opened for, null while it is not open
     */
    record Kept(
            UUID connection,
            boolean active,
            boolean paused,
            int version,
            @Nullable String openedFor,
            @Nullable Instant openedAt,
            @Nullable Instant openUntil) {}

    Optional<Kept> find(UUID connection) {
        return sql.first(
                """
                select n.id, n.state, n.notice_version, h.opened_for, h.opened_at, h.open_until
                  from crm_connection n left join crm_channel h on h.connection_id = n.id
                 where n.id = ?
                """,
                Channels::read,
                connection);
    }

    List<UUID> connections() {
        return sql.query("select id from crm_connection order by id", row -> row.getObject(1, UUID.class));
    }

    private static Kept read(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Kept(
                row.getObject("id", UUID.class),
                state.equals("ACTIVE"),
                state.equals("PAUSED"),
                row.getInt("notice_version"),
                row.getString("opened_for"),
                TenantSql.instant(row, "opened_at"),
                TenantSql.instant(row, "open_until"));
    }

    void opened(UUID connection, String openedFor, Instant until) {
        sql.update(
                """
                insert into crm_channel (connection_id, state, opened_for, opened_at, open_until) values (?, 'OPEN', ?, ?, ?)
                on conflict (connection_id) do update set state = excluded.state, opened_for = excluded.opened_for,
                   opened_at = excluded.opened_at, open_until = excluded.open_until, problem_code = null
                """,
                connection,
                openedFor,
                clock.instant(),
                until);
    }

    void shut(UUID connection, State state) {
        sql.update(
                """
                insert into crm_channel (connection_id, state) values (?, ?)
                on conflict (connection_id) do update set state = excluded.state, opened_for = null, opened_at = null,
                   open_until = null, problem_code = null
                """,
                connection,
                state.name());
    }

    /** What was open before may still be. */
    void failed(UUID connection, String problemCode) {
        sql.update(
                """
                insert into crm_channel (connection_id, state, problem_code) values (?, 'FAILED', ?)
                on conflict (connection_id) do update set state = excluded.state, problem_code = excluded.problem_code
                """,
                connection,
                problemCode);
    }

    /** Remembers that the CRM has sent something that it could prove. */
    void noticed(UUID connection) {
        sql.update(
                "insert into crm_channel (connection_id, state, noticed_at) values (?, 'BY_HAND', ?)"
                        + " on conflict (connection_id) do update set noticed_at = excluded.noticed_at",
                connection,
                clock.instant());
    }

    /** All addresses that were given out for the connection are refused from now on. */
    int renew(UUID connection) {
        return sql.first(
                        "update crm_connection set notice_version = notice_version + 1 where id = ? returning notice_version",
                        row -> row.getInt(1),
                        connection)
                .orElseThrow();
    }
}
