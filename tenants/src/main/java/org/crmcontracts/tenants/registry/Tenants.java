package org.crmcontracts.tenants.registry;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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

    @Resource(lookup = "java:app/jdbc/platform")
    @Nullable
    DataSource platform;

    private final ShortMemory<String, Optional<TrustedIssuer>> issuers;
    private final ShortMemory<String, Boolean> origins;

    public Tenants() {
        // Not the injected clock: a test that moves business time must not make trust outlive its 30 s.
        this.issuers = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);
        this.origins = new ShortMemory<>(Clock.systemUTC(), TRUST_SPAN);
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
                        "select " + TENANT_COLUMNS + ", " + TrustedIssuer.COLUMNS
                                + " from platform.trusted_issuer i join platform.tenant t on t.id = i.tenant_id"
                                + " where i.issuer = ? and i.state = 'TRUSTED'",
                        name,
                        row -> TrustedIssuer.read(tenant(row), row))
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
