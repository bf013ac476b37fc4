package org.crmcontracts.tenants.registry;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of this installation, read over a data source of their own that takes no part in
 * transactions, as a tenant must be known before its transaction can be bound.
 */
@ApplicationScoped
public class Tenants {
    private static final Duration TRUST_SPAN = Duration.ofSeconds(30);
    private static final String TENANT_COLUMNS =
            "t.id, t.key, t.name, t.schema_name, t.role_name, t.state, t.locale, t.zone, t.currency,"
                    + " t.migration_fault, t.erase_after, t.hold_reason, t.cluster";

    private static final String SETTLED_SINCE =
            "case when t.configured_at < now() - interval '5 minutes' then t.configured_at end as settled_since";

    @Resource(lookup = "java:app/jdbc/platform")
    @Nullable
    DataSource platform;

    private final ShortMemory<String, Optional<TrustedIssuer>> issuers;
    private final ShortMemory<String, Boolean> origins;
    private final ShortMemory<UUID, Optional<Instant>> settled;

    public Tenants() {
        // Not the injected clock: a test that moves business time must not make trust outlive its 30 s.
        this.issuers = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);
        this.origins = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);
        this.settled = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);
    }

    /** For use without a container. */
    public static Tenants over(DataSource platform) {
        Tenants tenants = new Tenants();
        tenants.platform = platform;
        return tenants;
    }

    public Optional<Tenant> byKey(String key) {
        return tenants("where t.key = ?", key).stream().findFirst();
    }

    public Optional<Tenant> byId(UUID id) {
        return tenants("where t.id = ?", id).stream().findFirst();
    }

    /** Tenants of every state by key, for an operator to look at, from the one after {@code key}. */
    public List<Tenant> after(String key, int limit) {
        return tenants("where t.key > ? order by t.key limit " + limit, key);
    }

    /** Whether the tenant takes no writes just now, as it is being moved to another cluster. */
    public boolean isClosedForMove(UUID id) {
        return !query(
                        "select 1 from platform.tenant_move where tenant_id = ? and phase = 'CLOSE'",
                        id,
                        row -> row.getInt(1))
                .isEmpty();
    }

    /** The issuer of exactly this name; a withdrawn one is trusted for at most 30 s more. */
    public Optional<TrustedIssuer> issuer(String name) {
        return issuers.get(name, this::readIssuer);
    }

    /** Forgets one issuer, after its keys were renewed. */
    public void forgetIssuer(String name) {
        issuers.forget(name::equals);
    }

    /** Forgets what is remembered, after a change on this node; other nodes follow within 30 s. */
    public void refresh() {
        issuers.clear();
        origins.clear();
        settled.clear();
    }

    /**
     * Since when the tenant's settings, people, roles and teams have been the same, as known for at most 30 s; nothing if
     * a change was announced in the last five minutes, or there is no such tenant. Those are more than a change may take
     * from its announcement to its commit, so what is read after such an answer is what was committed.
     */
    public Optional<Instant> settledSince(UUID id) {
        return settled.get(id, this::readSettled);
    }

    /**
     * Says that the tenant is about to change its settings, people, roles or teams. In a transaction of the server it is
     * said by {@link ConfigurationChanges}.
     */
    public void unsettle(UUID id) {
        query(
                "update platform.tenant set configured_at = clock_timestamp() where id = ? returning id",
                id,
                row -> row.getObject(1, UUID.class));
        settled.forget(id::equals);
    }

    private Optional<Instant> readSettled(UUID id) {
        return query("select " + SETTLED_SINCE + " from platform.tenant t where t.id = ?", id, Tenants::settled)
                .stream()
                .findFirst()
                .flatMap(Function.identity());
    }

    private static Optional<Instant> settled(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getTimestamp("settled_since")).map(Timestamp::toInstant);
    }

    /** Whether an issuer of any active tenant registered the web origin. */
    public boolean knowsOrigin(String origin) {
        return origins.get(origin, this::readOrigin);
    }

    /** The web origins that the tenant's issuers registered. */
    public List<String> originsOf(Tenant tenant) {
        return query(
                "select distinct unnest(allowed_origins) from platform.trusted_issuer where tenant_id = ?"
                        + " and state = 'TRUSTED' order by 1",
                tenant.id(),
                row -> row.getString(1));
    }

    private boolean readOrigin(String origin) {
        return !query(
                        "select 1 from platform.trusted_issuer i join platform.tenant t on t.id = i.tenant_id"
                                + " where t.state = 'ACTIVE' and i.state = 'TRUSTED' and ? = any (i.allowed_origins) limit 1",
                        origin,
                        row -> row.getInt(1))
                .isEmpty();
    }

    private Optional<TrustedIssuer> readIssuer(String name) {
        return query(
                        "select " + TENANT_COLUMNS + ", " + TrustedIssuer.COLUMNS + ", " + SETTLED_SINCE
                                + " from platform.trusted_issuer i join platform.tenant t on t.id = i.tenant_id"
                                + " where i.issuer = ? and i.state = 'TRUSTED'",
                        name,
                        row -> {
                            Tenant tenant = tenant(row);
                            // The next question of every request, answered in the same reading.
                            Optional<Instant> since = settled(row);
                            settled.get(tenant.id(), id -> since);
                            return TrustedIssuer.read(tenant, row);
                        })
                .stream()
                .findFirst();
    }

    private List<Tenant> tenants(String where, Object argument) {
        return query("select " + TENANT_COLUMNS + " from platform.tenant t " + where, argument, Tenants::tenant);
    }

    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Object argument, Row<T> reader) {
        if (platform == null) {
            throw new IllegalStateException("the data source java:app/jdbc/platform is missing");
        }
        try (Connection connection = platform.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, argument);
            try (ResultSet rows = select.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the platform schema could not be read", e);
        }
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                TenantState.valueOf(row.getString(6)),
                Locale.forLanguageTag(row.getString(7)),
                ZoneId.of(row.getString(8)),
                row.getString(9),
                row.getString(10),
                row.getTimestamp(11) == null ? null : row.getTimestamp(11).toInstant(),
                row.getString(12),
                row.getString(13));
    }
}
