package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.tenants.events.Outbox;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;
import org.crmcontracts.tenants.secrets.Vault;

/** The tenant's connections to CRMs, their leases and their runs. Callers bring the transaction. */
@ApplicationScoped
public class Connections {
    /** A worker that is silent for so long has died; another may take over. */
    static final Duration LEASE = Duration.ofSeconds(30);

    static final String CLIENT_SECRET = "client-secret";
    static final String REFRESH_TOKEN = "refresh-token";

    @Inject
    TenantSql sql;

    @Inject
    Vault vault;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    /** What the lists show of a connection. */
    public record Summary(
            UUID id,
            String provider,
            String name,
            String state,
            Optional<SyncRun> lastRun,
            long customers,
            long contacts,
            long quarantined) {}

    public void add(Tenant tenant, CrmAccess access, String provider, String name) {
        sql.update(
                """
                insert into crm_connection (id, provider, name, state, accounts_url, api_url, client_id,
                                            client_secret_sealed, refresh_token_sealed, created_at)
                values (?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?, ?)
                """,
                access.connectionId(),
                provider,
                name,
                access.accountsUrl().toString(),
                access.apiUrl().toString(),
                access.clientId(),
                vault.seal(
                        tenant,
                        context(access.connectionId(), CLIENT_SECRET),
                        access.clientSecret().text()),
                vault.seal(
                        tenant,
                        context(access.connectionId(), REFRESH_TOKEN),
                        access.refreshToken().text()),
                clock.instant());
    }

    public List<Summary> all() {
        return sql.query(
                """
            select n.id, n.provider, n.name, n.state,
                   (select count(*) from customer_link l where l.connection_id = n.id and l.kind = 'ACCOUNT') as customers,
                   (select count(*) from customer_link l where l.connection_id = n.id and l.kind = 'CONTACT') as contacts,
                   (select count(*) from sync_quarantine q where q.connection_id = n.id) as quarantined
              from crm_connection n order by n.created_at, n.id
            """,
                row -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Summary(
                            id,
                            row.getString("provider"),
                            row.getString("name"),
                            row.getString("state"),
                            runs(id, 1).stream().findFirst(),
                            row.getLong("customers"),
                            row.getLong("contacts"),
                            row.getLong("quarantined"));
                });
    }

    /** Fails with {@code CONNECTION_NOT_FOUND}. */
    public void require(UUID id) {
        provider(id);
    }

    String provider(UUID id) {
        return sql.first("select provider from crm_connection where id = ?", row -> row.getString(1), id)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    /** The access with its secrets opened; keep it out of logs. */
    CrmAccess access(Tenant tenant, UUID id) {
        return sql.first(
                        "select * from crm_connection where id = ?",
                        row -> new CrmAccess(
                                id,
                                URI.create(row.getString("accounts_url")),
                                URI.create(row.getString("api_url")),
                                row.getString("client_id"),
                                open(tenant, context(id, CLIENT_SECRET), row.getString("client_secret_sealed")),
                                open(tenant, context(id, REFRESH_TOKEN), row.getString("refresh_token_sealed")),
                                Map.of(),
                                Secret.of("")),
                        id)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    /**
     * Takes the connection's lease and begins a run; a run that a dead worker left is closed as failed.
     *
     * @return the fence that every later write must still hold
     */
    long begin(UUID connection, UUID run) {
        String state = sql.first("select state from crm_connection where id = ?", row -> row.getString(1), connection)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
        if (!state.equals("ACTIVE")) {
            throw new Problem(SyncProblem.CONNECTION_NEEDS_RECONNECT);
        }
        Instant now = clock.instant();
        long fence = sql.first(
                        "update crm_connection set lease_until = ?, fence = fence + 1"
                                + " where id = ? and (lease_until is null or lease_until < ?) returning fence",
                        row -> row.getLong(1),
                        now.plus(LEASE),
                        connection,
                        now)
                .orElseThrow(() -> new Problem(SyncProblem.SYNC_ALREADY_RUNNING));
        sql.update(
                "update sync_run set outcome = 'FAILED', problem_code = 'INTERRUPTED', ended_at = ?"
                        + " where connection_id = ? and outcome = 'RUNNING'",
                now,
                connection);
        sql.update(
                "insert into sync_run (id, connection_id, kind, outcome, started_at) values (?, ?, 'PULL', 'RUNNING',"
                        + " ?)",
                run,
                connection,
                now);
        return fence;
    }

    /** Renews the lease; {@link LostLease} if another worker has taken it in the meantime. */
    void renew(UUID connection, long fence) {
        if (sql.update(
                        "update crm_connection set lease_until = ? where id = ? and fence = ?",
                        clock.instant().plus(LEASE),
                        connection,
                        fence)
                == 0) {
            throw new LostLease();
        }
    }

    void end(UUID connection, long fence, UUID run, SyncRun.Outcome outcome, String problemCode) {
        if (sql.update("update crm_connection set lease_until = null where id = ? and fence = ?", connection, fence)
                == 1) {
            sql.update(
                    "update sync_run set outcome = ?, problem_code = ?, ended_at = ? where id = ?",
                    outcome.name(),
                    problemCode.isEmpty() ? null : problemCode,
                    clock.instant(),
                    run);
            SyncRun ended = run(run);
            if (SyncEvents.isWorthTelling(ended)) {
                outbox.add(SyncEvents.FINISHED, "connections/" + connection + "/runs", SyncEvents.data(ended));
            }
        }
    }

    void needsReconnect(UUID connection) {
        sql.update("update crm_connection set state = 'NEEDS_RECONNECT' where id = ?", connection);
    }

    public List<SyncRun> runs(UUID connection, int limit) {
        return sql.query(
                "select * from sync_run where connection_id = ? order by started_at desc, id desc limit ?",
                Connections::run,
                connection,
                limit);
    }

    public SyncRun run(UUID id) {
        return sql.first("select * from sync_run where id = ?", Connections::run, id)
                .orElseThrow();
    }

    private static SyncRun run(ResultSet row) throws SQLException {
        return new SyncRun(
                row.getObject("id", UUID.class),
                row.getObject("connection_id", UUID.class),
                SyncRun.Outcome.valueOf(row.getString("outcome")),
                Objects.requireNonNull(TenantSql.instant(row, "started_at")),
                TenantSql.instant(row, "ended_at"),
                row.getInt("pages"),
                row.getInt("created"),
                row.getInt("updated"),
                row.getInt("unchanged"),
                row.getInt("quarantined"),
                row.getInt("deleted"),
                row.getString("problem_code"));
    }

    private Secret open(Tenant tenant, String context, String sealed) {
        return Secret.of(vault.open(tenant, context, sealed));
    }

    static String context(UUID connection, String field) {
        return "connection:" + connection + ":" + field;
    }

    /** Another worker holds the lease now: this one must not write any more. */
    static final class LostLease extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
