package org.crmcontracts.tenants.identity;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.crmcontracts.tenants.registry.TrustedIssuer;

/** Turns a token of a tenant's issuer into a caller, or refuses it. */
final class TokenVerifier {
    static final int MAX_LENGTH = TokenCheck.MAX_LENGTH;

    private final TokenCheck<TrustedIssuer> check;

    TokenVerifier(Clock clock, Function<String, Optional<TrustedIssuer>> issuers) {
        this.check = new TokenCheck<>(clock, issuers);
    }

    Caller verify(String token) throws TokenRefused {
        TokenCheck.Verified<TrustedIssuer> verified = check.verify(token);
        Set<Role> roles = new LinkedHashSet<>();
        verified.groups().forEach(group -> Role.of(group).ifPresent(roles::add));
        return new Caller(verified.issuer().tenant(), verified.subject(), verified.name(), roles);
    }
}
