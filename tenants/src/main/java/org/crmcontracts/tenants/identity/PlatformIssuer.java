package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.crmcontracts.tenants.registry.TokenIssuer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one issuer of operators' tokens, from the configuration; without it the platform's endpoints are closed. */
@ApplicationScoped
public class PlatformIssuer {
    @Inject
    @ConfigProperty(name = "platform.issuer")
    Optional<String> issuer;

    @Inject
    @ConfigProperty(name = "platform.audience", defaultValue = "crm-contracts-platform")
    String audience;

    @Inject
    @ConfigProperty(name = "platform.jwks")
    Optional<String> jwks;

    @Inject
    Clock clock;

    private record Known(String issuer, String audience, String jwksJson) implements TokenIssuer {}

    /** Whether the name is the platform's own issuer, which no tenant may register. */
    public boolean isNamed(String name) {
        return issuer.filter(name::equals).isPresent();
    }

    /** The operator a good token speaks of; empty when it is good but names no operator. */
    Optional<Operator> verify(String token) throws TokenRefused {
        TokenCheck.Verified<Known> verified = new TokenCheck<>(clock, this::known).verify(token);
        return verified.groups().contains(Operator.ROLE)
                ? Optional.of(new Operator(verified.subject(), verified.name()))
                : Optional.empty();
    }

    private Optional<Known> known(String name) {
        return isNamed(name) ? jwks.map(keys -> new Known(name, audience, keys)) : Optional.empty();
    }
}
