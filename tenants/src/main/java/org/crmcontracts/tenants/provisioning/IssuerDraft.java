package org.crmcontracts.tenants.provisioning;

import java.time.Duration;
import java.util.List;
import org.crmcontracts.tenants.registry.ClaimPaths;
import org.jspecify.annotations.Nullable;

/**
 * An issuer to be registered or changed, checked, with its keys at hand: they were given or have been fetched.
 *
 * @param fresh how long fetched keys are fresh
 */
public record IssuerDraft(
        String issuer,
        String audience,
        @Nullable String jwksUrl,
        String jwksJson,
        Duration fresh,
        ClaimPaths claims,
        List<String> allowedOrigins) {
    public IssuerDraft {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** All but the keys, which may be others at each fetch. */
    List<String> settings() {
        return List.of(
                issuer,
                audience,
                jwksUrl == null ? jwksJson : jwksUrl,
                claims.toString(),
                String.join(" ", allowedOrigins));
    }

    boolean isAs(IssuerEntry entry) {
        return settings()
                .equals(new IssuerDraft(
                                entry.issuer(),
                                entry.audience(),
                                entry.jwksUrl(),
                                entry.jwksJson(),
                                fresh,
                                entry.claims(),
                                entry.allowedOrigins())
                        .settings());
    }
}
