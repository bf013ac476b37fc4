package org.crmcontracts.tenants.registry;

import java.util.List;

/**
 * A token issuer that speaks for exactly one tenant.
 *
 * @param jwksJson public keys as a JSON Web Key Set
 * @param allowedOrigins web origins that may call the API and embed the panels
 */
public record TrustedIssuer(Tenant tenant, String issuer, String audience, String jwksJson, List<String> allowedOrigins)
        implements TokenIssuer {
    public TrustedIssuer {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
