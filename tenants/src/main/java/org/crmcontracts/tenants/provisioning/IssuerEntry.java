package org.crmcontracts.tenants.provisioning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.registry.ClaimPath;
import org.crmcontracts.tenants.registry.ClaimPaths;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as the tenant registered it.
 *
 * @param fetchedAt when the keys last came from {@code jwksUrl}; null where the tenant gave the keys
 * @param problem why the last fetch gave none, as key of a localised text
 */
public record IssuerEntry(
        UUID id,
        long version,
        String issuer,
        String audience,
        @Nullable String jwksUrl,
        String jwksJson,
        @Nullable Instant fetchedAt,
        @Nullable String problem,
        ClaimPaths claims,
        List<String> allowedOrigins) {
    static final String COLUMNS = "id, version, issuer, audience, jwks_url, jwks, jwks_fetched_at, jwks_problem,"
            + " user_claim, name_claim, roles_claim, teams_claim, allowed_origins";

    public IssuerEntry {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    static IssuerEntry read(ResultSet row) throws SQLException {
        Timestamp fetched = row.getTimestamp(7);
        String teams = row.getString(12);
        return new IssuerEntry(
                row.getObject(1, UUID.class),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                fetched == null ? null : fetched.toInstant(),
                row.getString(8),
                new ClaimPaths(
                        new ClaimPath(row.getString(9)),
                        new ClaimPath(row.getString(10)),
                        new ClaimPath(row.getString(11)),
                        teams == null ? null : new ClaimPath(teams)),
                List.of((String[]) row.getArray(13).getArray()));
    }
}
