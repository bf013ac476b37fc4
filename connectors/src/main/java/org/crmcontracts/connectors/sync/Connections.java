package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.tenants.events.Outbox;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;
import org.crmcontracts.tenants.secrets.Vault;
import org.jspecify.annotations.Nullable;

/** The tenant's connections to CRMs, their leases and their runs. Callers bring the transaction. */
@ApplicationScoped
public class Connections {
    private static final String COLUMNS =
            "id, provider, name, state, accounts_url, api_url, client_id, client_secret_sealed, "
                    + "refresh_token_sealed, options, notice_secret_sealed";

    /** A worker that is silent for so long has died; another may take over. */
    static final Duration LEASE = Duration.ofSeconds(30);

    static final String CLIENT_SECRET = "client-secret";
    static final String REFRESH_TOKEN = "refresh-token";
    static final String NOTICE_SECRET = "notice-secret";
    static final String TOKEN = "token";

    @Inject
    TenantSql sql;

    @Inject
    Vault vault;

    @Inject
    Outbox outbox;

    @Inject
    SyncRuns runs;

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
                                            client_secret_sealed, refresh_token_sealed, created_at, options,
                                            notice_secret_sealed)
                values (?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
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
                clock.instant(),
                Json.text(access.options()),
                access.noticeSecret().text().isEmpty()
                        ? null
                        : vault.seal(
                                tenant,
                                context(access.connectionId(), NOTICE_SECRET),
                                access.noticeSecret().text()));
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
                            runs.of(id, 1).stream().findFirst(),
                            row.getLong("customers"),
                            row.getLong("contacts"),
                            row.getLong("quarantined"));
                });
    }

    /** Fails with {@code CONNECTION_NOT_FOUND}. */
    public void require(UUID id) {
        provider(id);
    }

    /** {@code CONNECTION_NOT_FOUND}. */
    public String provider(UUID id) {
        return sql.first("select provider from crm_connection where id = ?", row -> row.getString(1), id)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    /** The access with its secrets opened, kept out of logs; {@code CONNECTION_NOT_FOUND}. */
    public CrmAccess access(Tenant tenant, UUID id) {
        return sql.first(
                        "select " + COLUMNS + " from crm_connection where id = ?",
                        row -> new CrmAccess(
                                id,
                                URI.create(row.getString("accounts_url")),
                                URI.create(row.getString("api_url")),
                                row.getString("client_id"),
                                open(tenant, context(id, CLIENT_SECRET), row.getString("client_secret_sealed")),
                                open(tenant, context(id, REFRESH_TOKEN), row.getString("refresh_token_sealed")),
                                Links.fields(row.getString("options")),
                                notice(tenant, id, row.getString("notice_secret_sealed"))),
                        id)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    /**
     * Takes the connection's lease; a run that a dead worker left is closed as failed.
     *
     * @return the fence that every later write must still hold
     */
    long begin(UUID connection) {
        String state = sql.first("select state from crm_connection where id = ?", row -> row.getString(1), connection)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
        if (state.equals("PAUSED")) {
            throw new Problem(SyncProblem.CONNECTION_PAUSED);
        }
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
        close(connection);
        return fence;
    }

    /** Ends a run that is under way: it writes nothing more, and the next one may begin at once. */
    void interrupt(UUID connection) {
        sql.update("update crm_connection set fence = fence + 1, lease_until = null where id = ?", connection);
        close(connection);
    }

    private void close(UUID connection) {
        sql.update(
                "update sync_run set outcome = 'FAILED', problem_code = 'INTERRUPTED', ended_at = ?"
                        + " where connection_id = ? and outcome = 'RUNNING'",
                clock.instant(),
                connection);
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
            SyncRun ended = runs.get(run);
            if (SyncEvents.isWorthTelling(ended)) {
                outbox.add(SyncEvents.FINISHED, "connections/" + connection + "/runs", SyncEvents.data(ended));
            }
        }
    }

    void needsReconnect(UUID connection) {
        sql.update("update crm_connection set state = 'NEEDS_RECONNECT' where id = ?", connection);
    }

    private Secret notice(Tenant tenant, UUID id, @Nullable String sealed) {
        return sealed == null ? Secret.of("") : open(tenant, context(id, NOTICE_SECRET), sealed);
    }

    /** Sets with what the CRM's notices are proven. */
    public void noticeSecret(Tenant tenant, UUID id, Secret secret) {
        sql.update(
                "update crm_connection set notice_secret_sealed = ? where id = ?",
                vault.seal(tenant, context(id, NOTICE_SECRET), secret.text()),
                id);
    }

    /** How many deletions a person has allowed the next run to follow. */
    int deletionsAccepted(UUID connection) {
        return sql.first("select deletions_accepted from crm_connection where id = ?", row -> row.getInt(1), connection)
                .orElse(0);
    }

    /** Lets the next run follow so many deletions at once. */
    public void acceptDeletions(UUID connection, int count) {
        sql.update("update crm_connection set deletions_accepted = ? where id = ?", count, connection);
    }

    /** Nothing is pulled or sent until it is resumed; a run that is under way ends at its next page. */
    public void pause(UUID connection, String reason) {
        sql.update(
                "update crm_connection set state = 'PAUSED', paused_reason = ?, fence = fence + 1, lease_until = null where"
                        + " id = ? and state = 'ACTIVE'",
                reason,
                connection);
    }

    public void resume(UUID connection) {
        sql.update(
                "update crm_connection set state = 'ACTIVE', paused_reason = null where id = ? and state = 'PAUSED'",
                connection);
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
