package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;

/** The tenant's webhook endpoints. Callers bring the transaction. */
@ApplicationScoped
public class WebhookEndpoints {
    private static final String SELECT =
            "select id, version, url, description, types, state, off_reason, secret_sealed, "
                    + "previous_secret_sealed, previous_secret_until, consecutive_failures, first_failure_at, "
                    + "created_at from webhook_endpoint";

    /** Each event is sent to all that want it, so their number is bounded. */
    static final int MOST = 20;

    @Inject
    TenantSql sql;

    /** For the container's proxy. */
    protected WebhookEndpoints() {}

    WebhookEndpoints(TenantSql sql) {
        this.sql = sql;
    }

    /** In the order of their creation. */
    public List<WebhookEndpoint> all() {
        return sql.query(SELECT + " order by created_at, id", WebhookEndpoints::read);
    }

    List<WebhookEndpoint> active() {
        return sql.query(SELECT + " where state = 'ACTIVE' order by id", WebhookEndpoints::read);
    }

    public Optional<WebhookEndpoint> find(UUID id) {
        return sql.first(SELECT + " where id = ?", WebhookEndpoints::read, id);
    }

    /** Fails with {@code WEBHOOK_ENDPOINT_NOT_FOUND}. */
    public WebhookEndpoint get(UUID id) {
        return find(id).orElseThrow(() -> new Problem(EventsProblem.WEBHOOK_ENDPOINT_NOT_FOUND));
    }

    /** Keeps every other writer of the endpoint waiting until the transaction ends. */
    Optional<WebhookEndpoint> lock(UUID id) {
        return sql.first(SELECT + " where id = ? for no key update", WebhookEndpoints::read, id);
    }

    /** Fails with {@code WEBHOOK_ENDPOINTS_TOO_MANY}. */
    void add(WebhookEndpoint endpoint) {
        long present = sql.first("select count(*) from webhook_endpoint", row -> row.getLong(1))
                .orElseThrow();
        if (present >= MOST) {
            throw Problem.of(EventsProblem.WEBHOOK_ENDPOINTS_TOO_MANY, "max", MOST);
        }
        sql.update(
                """
                insert into webhook_endpoint (id, version, url, description, types, state, secret_sealed, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                endpoint.id(),
                endpoint.version(),
                endpoint.url(),
                endpoint.description(),
                types(endpoint),
                endpoint.state().name(),
                endpoint.secrets().current(),
                endpoint.createdAt());
    }

    /** Writes an endpoint that this transaction has locked. */
    void save(WebhookEndpoint endpoint) {
        WebhookEndpoint.OffReason reason = endpoint.offReason();
        sql.update(
                """
                update webhook_endpoint
                   set version = ?, url = ?, description = ?, types = ?, state = ?, off_reason = ?, secret_sealed = ?,
                       previous_secret_sealed = ?, previous_secret_until = ?, consecutive_failures = ?,
                       first_failure_at = ?
                 where id = ?
                """,
                endpoint.version(),
                endpoint.url(),
                endpoint.description(),
                types(endpoint),
                endpoint.state().name(),
                reason == null ? null : reason.name(),
                endpoint.secrets().current(),
                endpoint.secrets().previous(),
                endpoint.secrets().previousUntil(),
                endpoint.failures(),
                endpoint.firstFailureAt(),
                endpoint.id());
    }

    /** Its deliveries and replays go with it. */
    void remove(UUID id) {
        sql.update("delete from webhook_endpoint where id = ?", id);
    }

    private static String[] types(WebhookEndpoint endpoint) {
        return endpoint.types().patterns().toArray(String[]::new);
    }

    private static WebhookEndpoint read(ResultSet row) throws SQLException {
        String reason = row.getString("off_reason");
        return new WebhookEndpoint(
                row.getObject("id", UUID.class),
                row.getLong("version"),
                row.getString("url"),
                row.getString("description"),
                new EventPatterns(List.of((String[]) row.getArray("types").getArray())),
                WebhookEndpoint.State.valueOf(row.getString("state")),
                reason == null ? null : WebhookEndpoint.OffReason.valueOf(reason),
                new WebhookEndpoint.Secrets(
                        row.getString("secret_sealed"),
                        row.getString("previous_secret_sealed"),
                        TenantSql.instant(row, "previous_secret_until")),
                row.getInt("consecutive_failures"),
                TenantSql.instant(row, "first_failure_at"),
                Objects.requireNonNull(TenantSql.instant(row, "created_at")));
    }
}
