package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.secrets.Secret;
import org.crmcontracts.tenants.secrets.Vault;
import org.jspecify.annotations.Nullable;

/** What an administrator may change of a connection, and its removal. Callers bring the transaction. */
@ApplicationScoped
public class ConnectionSettings {
    /** Everything that is known of a connection, what hangs on others first; customers and contacts stay. */
    private static final List<String> TABLES = List.of(
            "sync_stopped_deletion",
            "sync_conflict",
            "sync_outbox",
            "sync_mapping",
            "sync_quarantine",
            "sync_run",
            "sync_cursor",
            "customer_link",
            "crm_session",
            "crm_budget");

    @Inject
    TenantSql sql;

    @Inject
    Vault vault;

    @Inject
    Connections connections;

    @Inject
    StoredHouse house;

    @Inject
    Clock clock;

    /**
     * A connection's settings.
     *
     * @param version grows with each change
     * @param hasNoticeSecret whether notices of the CRM can be proven
     * @param takesNew whether a new customer of ours is created there
     * @param perMinute how many calls it may make in any minute
     * @param perDay how many calls it may make from one midnight UTC to the next
     */
    public record Settings(
            UUID id,
            long version,
            String provider,
            String name,
            String state,
            String accountsUrl,
            String apiUrl,
            String clientId,
            boolean hasNoticeSecret,
            Map<String, String> options,
            boolean takesNew,
            PullPlan plan,
            int perMinute,
            int perDay) {}

    /** What is to be changed; the plan, the budgets and the options replace those that are. */
    public record Change(
            String name, Map<String, String> options, boolean takesNew, PullPlan plan, int perMinute, int perDay) {}

    /** {@code CONNECTION_NOT_FOUND}. */
    public Settings get(UUID connection) {
        return sql.first(
                        """
                        select n.id, n.version, n.provider, n.name, n.state, n.accounts_url, n.api_url, n.client_id,
                               n.notice_secret_sealed is not null as has_notice_secret, n.options, n.takes_new,
                               n.pull_minutes, n.quiet_from, n.quiet_until,
                               coalesce(b.per_minute, ?) as per_minute, coalesce(b.per_day, ?) as per_day
                          from crm_connection n left join crm_budget b on b.connection_id = n.id
                         where n.id = ?
                        """,
                        ConnectionSettings::settings,
                        StoredHouse.PER_MINUTE,
                        StoredHouse.PER_DAY,
                        connection)
                .orElseThrow(() -> new Problem(SyncProblem.CONNECTION_NOT_FOUND));
    }

    /** The access as it is now, with its secrets opened; keep it out of logs. */
    public CrmAccess access(Tenant tenant, UUID connection) {
        return connections.access(tenant, connection);
    }

    /** Changes them; {@code STALE_VERSION} where they are no longer those of this version. */
    public void change(UUID connection, long version, Change change) {
        PullPlan plan = change.plan();
        if (sql.update(
                        "update crm_connection set version = version + 1, name = ?, options = ?::jsonb, takes_new = ?,"
                                + " pull_minutes = ?::int, quiet_from = ?::time, quiet_until = ?::time where id = ? and"
                                + " version = ?",
                        change.name(),
                        Json.text(change.options()),
                        change.takesNew(),
                        plan.minutes(),
                        text(plan.quietFrom()),
                        text(plan.quietUntil()),
                        connection,
                        version)
                == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        house.limit(connection, change.perMinute(), change.perDay());
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }

    /** Puts other credentials in place: the token of the former ones is forgotten, and a refused connection works again. */
    public void replace(Tenant tenant, CrmAccess access) {
        UUID connection = access.connectionId();
        sql.update(
                "update crm_connection set client_id = ?, client_secret_sealed = ?, refresh_token_sealed = ?,"
                        + " notice_secret_sealed = ?, state = case when state = 'NEEDS_RECONNECT' then 'ACTIVE' else state"
                        + " end where id = ?",
                access.clientId(),
                seal(tenant, connection, Connections.CLIENT_SECRET, access.clientSecret()),
                seal(tenant, connection, Connections.REFRESH_TOKEN, access.refreshToken()),
                access.noticeSecret().text().isEmpty()
                        ? null
                        : seal(tenant, connection, Connections.NOTICE_SECRET, access.noticeSecret()),
                connection);
        sql.update(
                "update crm_session set version = version + 1, token_sealed = null where connection_id = ?",
                connection);
    }

    private String seal(Tenant tenant, UUID connection, String field, Secret secret) {
        return vault.seal(tenant, Connections.context(connection, field), secret.text());
    }

    /**
     * Removes the connection with its links, runs and decisions. A run that is under way ends at its next page, as its
     * lease is gone. {@code STALE_VERSION}.
     */
    public void remove(UUID connection, long version) {
        if (sql.update(
                        "update crm_connection set fence = fence + 1, lease_until = null where id = ? and version = ?",
                        connection,
                        version)
                == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        sql.update(
                "delete from sync_change where run_id in (select id from sync_run where connection_id = ?)",
                connection);
        TABLES.forEach(table -> sql.update("delete from " + table + " where connection_id = ?", connection));
        sql.update("delete from crm_connection where id = ?", connection);
    }

    /** Whether the schedule may pull it now; true for one that is gone, which then tells so. */
    boolean isDue(Tenant tenant, UUID connection) {
        Instant now = clock.instant();
        return sql.first(
                        "select pull_minutes, quiet_from, quiet_until, (select max(r.started_at) from sync_run r where"
                                + " r.connection_id = n.id and r.kind in ('PULL', 'FULL')) as last from crm_connection n"
                                + " where n.id = ?",
                        row -> plan(row).isDue(TenantSql.instant(row, "last"), now, tenant.zone()),
                        connection)
                .orElse(true);
    }

    private static PullPlan plan(ResultSet row) throws SQLException {
        int minutes = row.getInt("pull_minutes");
        return new PullPlan(
                minutes == 0 ? null : minutes,
                row.getObject("quiet_from", LocalTime.class),
                row.getObject("quiet_until", LocalTime.class));
    }

    private static Settings settings(ResultSet row) throws SQLException {
        return new Settings(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getString("provider"),
                row.getString("name"),
                row.getString("state"),
                row.getString("accounts_url"),
                row.getString("api_url"),
                row.getString("client_id"),
                row.getBoolean("has_notice_secret"),
                Links.fields(row.getString("options")),
                row.getBoolean("takes_new"),
                plan(row),
                row.getInt("per_minute"),
                row.getInt("per_day"));
    }
}
