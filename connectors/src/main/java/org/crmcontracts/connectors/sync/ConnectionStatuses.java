package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;

/** Tells how connections are doing. Callers bring the transaction. */
@ApplicationScoped
public class ConnectionStatuses {
    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    /** {@code CONNECTION_NOT_FOUND}. */
    public ConnectionStatus of(UUID connection) {
        List<ConnectionStatus.Cause> held = sql.query(
                "select code, count(*) as records from sync_quarantine where connection_id = ? group by code"
                        + " order by records desc, code",
                row -> new ConnectionStatus.Cause(row.getString("code"), row.getLong("records")),
                connection);
        Instant now = clock.instant();
        return sql.first(
                        """
                        select n.paused_reason,
                               (select max(r.ended_at) from sync_run r
                                 where r.connection_id = n.id and r.outcome = 'DONE' and r.kind in ('PULL', 'FULL')) as good_at,
                               (select count(*) from sync_outbox o where o.connection_id = n.id and o.state <> 'DEAD') as queue,
                               (select count(*) from sync_conflict c
                                 where c.connection_id = n.id and c.decision is null) as conflicts,
                               coalesce(b.per_day, ?) as per_day,
                               case when b.day = (?::timestamptz at time zone 'UTC')::date then b.day_used else 0 end as day_used,
                               case when b.throttled_until > ?::timestamptz then b.throttled_until end as throttled_until,
                               coalesce(h.state, 'NO_ADDRESS') as channel, h.open_until, h.problem_code, h.noticed_at
                          from crm_connection n left join crm_budget b on b.connection_id = n.id
                          left join crm_channel h on h.connection_id = n.id
                         where n.id = ?
                        """,
                        row -> status(row, held),
                        StoredHouse.PER_DAY,
                        now,
                        now,
                        connection)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    private static ConnectionStatus status(ResultSet row, List<ConnectionStatus.Cause> held) throws SQLException {
        int perDay = row.getInt("per_day");
        return new ConnectionStatus(
                row.getString("paused_reason"),
                TenantSql.instant(row, "good_at"),
                row.getLong("queue"),
                row.getLong("conflicts"),
                held,
                perDay,
                Math.max(0, perDay - row.getInt("day_used")),
                TenantSql.instant(row, "throttled_until"),
                new ConnectionStatus.Channel(
                        ConnectionStatus.Channel.State.valueOf(row.getString("channel")),
                        TenantSql.instant(row, "open_until"),
                        row.getString("problem_code"),
                        TenantSql.instant(row, "noticed_at")));
    }
}
