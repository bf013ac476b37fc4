package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crmcontracts.tenants.registry.KeySource;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The issuers that tokens are checked against, with keys as new as they need to be: due ones are asked for beside the
 * request, and a request waits only where it cannot be answered otherwise.
 */
@ApplicationScoped
public class TrustedIssuers {
    /** Strangers can name unknown keys at will, so only a few of them may wait at a time. */
    private static final int MAX_WAITING = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Tenants tenants;
    private final KeyRenewal renewal;
    private final Duration oldest;
    private final Clock clock;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /** Not with the injected clock: a test that moves business time must not make keys older. */
    @Inject
    public TrustedIssuers(
            Tenants tenants,
            KeyRenewal renewal,
            @ConfigProperty(name = "identity.keys-max-age-days", defaultValue = "7") int oldestDays) {
        this(tenants, renewal, Duration.ofDays(oldestDays), Clock.systemUTC());
    }

    TrustedIssuers(Tenants tenants, KeyRenewal renewal, Duration oldest, Clock clock) {
        this.tenants = tenants;
        this.renewal = renewal;
        this.oldest = oldest;
        this.clock = clock;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected TrustedIssuers() {
        this(null, null, Duration.ZERO, Clock.systemUTC());
    }

    /** The issuer of exactly this name, unless its keys are too old to be believed and no newer can be had. */
    Optional<TrustedIssuer> find(String name) {
        Optional<TrustedIssuer> found = tenants.issuer(name);
        KeySource source = found.map(TrustedIssuer::keySource).orElse(null);
        if (source == null || !source.isDue(clock.instant())) {
            return found;
        }
        if (!source.isOlderThan(oldest, clock.instant())) {
            renewal.begin(found.get());
            return found;
        }
        return renewed(found.get())
                .filter(issuer ->
                        issuer.keySource() == null || !issuer.keySource().isOlderThan(oldest, clock.instant()));
    }

    /** The issuer with newer keys, if there are any; waits for them 3 s at most. */
    Optional<TrustedIssuer> renewed(TrustedIssuer issuer) {
        if (issuer.keySource() == null || !waiting.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return renewal.begin(issuer).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    ? tenants.issuer(issuer.issuer())
                    : Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            waiting.release();
        }
    }
}
