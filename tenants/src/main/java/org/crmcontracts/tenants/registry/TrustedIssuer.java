package org.crmcontracts.tenants.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token issuer that speaks for exactly one tenant.
 *
 * @param jwksJson public keys as a JSON Web Key Set, the last good ones
 * @param allowedOrigins web origins that may call the API and embed the panels
 * @param keySource where newer keys come from, null if the tenant gave the keys themselves
 */
public record TrustedIssuer(
        Tenant tenant,
        String issuer,
        String audience,
        String jwksJson,
        List<String> allowedOrigins,
        ClaimPaths claims,
        @Nullable KeySource keySource)
        implements TokenIssuer {
    static final String COLUMNS = "i.issuer, i.audience, i.jwks, i.allowed_origins, i.user_claim, i.name_claim,"
            + " i.roles_claim, i.teams_claim, i.jwks_url, i.jwks_fetched_at, i.jwks_fresh_until";

    public TrustedIssuer {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** An issuer with fixed keys and the usual claims. */
    public TrustedIssuer(Tenant tenant, String issuer, String audience, String jwksJson, List<String> allowedOrigins) {
        this(tenant, issuer, audience, jwksJson, allowedOrigins, ClaimPaths.USUAL, null);
    }

    static TrustedIssuer read(Tenant tenant, ResultSet row) throws SQLException {
        String url = row.getString("jwks_url");
        String teams = row.getString("teams_claim");
        return new TrustedIssuer(
                tenant,
                row.getString("issuer"),
                row.getString("audience"),
                row.getString("jwks"),
                List.of((String[]) row.getArray("allowed_origins").getArray()),
                new ClaimPaths(
                        new ClaimPath(row.getString("user_claim")),
                        new ClaimPath(row.getString("name_claim")),
                        new ClaimPath(row.getString("roles_claim")),
                        teams == null ? null : new ClaimPath(teams)),
                url == null
                        ? null
                        : new KeySource(
                                url,
                                row.getTimestamp("jwks_fetched_at").toInstant(),
                                row.getTimestamp("jwks_fresh_until").toInstant()));
    }
}
