package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/** Tells a tenant's admin what a token would be taken for. The token is kept nowhere and signs nobody in. */
@ApplicationScoped
public class TokenTrial {
    @Inject
    TrustedIssuers issuers;

    @Inject
    Clock clock;

    /**
     * What became of the token.
     *
     * @param person who it speaks of, null if it was refused
     * @param fault why it was refused, null if it was not
     * @param claim the claim at fault, if one is
     */
    public record Outcome(@Nullable HostPerson person, @Nullable TokenFault fault, @Nullable String claim) {}

    /** Other tenants' issuers count as unknown here. */
    public Outcome of(String token, Tenant tenant) {
        return verified(
                token,
                new TokenVerifier(
                        clock,
                        name -> issuers.find(name)
                                .filter(issuer -> issuer.tenant().id().equals(tenant.id())),
                        issuers::renewed));
    }

    private static Outcome verified(String token, TokenVerifier verifier) {
        try {
            return new Outcome(verifier.verify(token.strip()), null, null);
        } catch (TokenRefused e) {
            boolean named = e.fault() == TokenFault.TOKEN_CLAIM_WRONG;
            return new Outcome(null, e.fault(), named ? e.getMessage() : null);
        }
    }

    /** What would become of the token if its issuer were trusted like this; nothing is fetched for it. */
    public Outcome of(String token, TrustedIssuer changed) {
        return verified(token, new TokenVerifier(clock, name -> Optional.of(changed)
                .filter(issuer -> issuer.issuer().equals(name))));
    }

    /** The issuer of a token that was verified before, from the header it came in. */
    public static Optional<String> issuerOf(@Nullable String authorization) {
        try {
            return Optional.ofNullable(com.nimbusds.jwt.SignedJWT.parse(tokenOf(authorization))
                    .getJWTClaimsSet()
                    .getIssuer());
        } catch (java.text.ParseException e) {
            return Optional.empty();
        }
    }

    /** The token of a header that was verified before. */
    public static String tokenOf(@Nullable String authorization) {
        return authorization == null
                ? ""
                : authorization.replaceFirst("(?i)^bearer +", "").strip();
    }
}
