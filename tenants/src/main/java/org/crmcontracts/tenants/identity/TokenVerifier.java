package org.crmcontracts.tenants.identity;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Function;
import org.crmcontracts.tenants.registry.TrustedIssuer;

/** Turns a token of a tenant's issuer into the person it tells of, or refuses it. */
final class TokenVerifier {
    static final int MAX_LENGTH = TokenCheck.MAX_LENGTH;

    private final TokenCheck<TrustedIssuer> check;

    TokenVerifier(Clock clock, Function<String, Optional<TrustedIssuer>> issuers) {
        this(clock, issuers, issuer -> Optional.empty());
    }

    TokenVerifier(
            Clock clock,
            Function<String, Optional<TrustedIssuer>> issuers,
            Function<TrustedIssuer, Optional<TrustedIssuer>> renewal) {
        this.check = new TokenCheck<>(clock, issuers, renewal);
    }

    HostPerson verify(String token) throws TokenRefused {
        TokenCheck.Verified<TrustedIssuer> verified = check.verify(token);
        return new HostPerson(
                verified.issuer().tenant(),
                verified.subject(),
                verified.name(),
                new LinkedHashSet<>(verified.groups()),
                new LinkedHashSet<>(verified.teams()));
    }
}
