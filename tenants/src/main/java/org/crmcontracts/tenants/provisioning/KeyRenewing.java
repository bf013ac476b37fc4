package org.crmcontracts.tenants.provisioning;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.identity.KeyRenewal;
import org.crmcontracts.tenants.outbound.GuardedHttp;
import org.crmcontracts.tenants.registry.KeySource;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/**
 * Gets issuers' keys from where they are published. The last good set stays whenever the address fails or lies; what
 * went wrong is kept for the tenant's admin to see. Once a minute for an issuer, over all nodes: the row says when.
 */
@ApplicationScoped
public class KeyRenewing implements KeyRenewal {
    private static final System.Logger LOG = System.getLogger(KeyRenewing.class.getName());
    static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 10_000;

    @Inject
    AdminDatabase database;

    @Inject
    GuardedHttp http;

    @Inject
    Tenants tenants;

    @Resource
    ManagedScheduledExecutorService executor;

    private record Run(CompletableFuture<Boolean> result, Instant begun) {}

    private final Clock clock = Clock.systemUTC();
    private final Map<String, Run> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    @Override
    public CompletableFuture<Boolean> begin(TrustedIssuer issuer) {
        KeySource source = issuer.keySource();
        if (source == null) {
            return CompletableFuture.completedFuture(false);
        }
        synchronized (runs) {
            Run last = runs.get(issuer.issuer());
            Instant now = clock.instant();
            if (last != null
                    && (!last.result().isDone() || now.isBefore(last.begun().plus(PAUSE)))) {
                return last.result().isDone() ? CompletableFuture.completedFuture(false) : last.result();
            }
            CompletableFuture<Boolean> result = CompletableFuture.supplyAsync(() -> renew(issuer, source), executor());
            runs.remove(issuer.issuer());
            runs.put(issuer.issuer(), new Run(result, now));
            return result;
        }
    }

    Executor executor() {
        return executor;
    }

    private boolean renew(TrustedIssuer issuer, KeySource source) {
        try {
            if (claim(issuer.issuer())) {
                store(issuer.issuer(), source.url(), FetchedKeys.from(http, source.url()));
            }
            // Where another node has just been there, its keys are in the row already.
            tenants.forgetIssuer(issuer.issuer());
            return true;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the keys of " + issuer.issuer() + " could not be renewed", e);
            return false;
        }
    }

    private boolean claim(String issuer) {
        Instant now = clock.instant();
        return Operations.inTransaction(
                database,
                connection -> AdminSql.update(
                                connection,
                                "update platform.trusted_issuer set jwks_tried_at = ? where issuer = ?"
                                        + " and (jwks_tried_at is null or jwks_tried_at < ?)",
                                Timestamp.from(now),
                                issuer,
                                Timestamp.from(now.minus(PAUSE)))
                        == 1);
    }

    /** Fetches at an admin's wish; {@code ISSUER_RENEWED_JUST_NOW} within a minute of the last try. */
    FetchedKeys renewNow(String issuer, String url) {
        if (!claim(issuer)) {
            throw new Problem(IssuerProblem.ISSUER_RENEWED_JUST_NOW);
        }
        FetchedKeys fetched = FetchedKeys.from(http, url);
        store(issuer, url, fetched);
        tenants.forgetIssuer(issuer);
        return fetched;
    }

    FetchedKeys look(String url) {
        return FetchedKeys.from(http, url);
    }

    private void store(String issuer, String url, FetchedKeys fetched) {
        Instant now = clock.instant();
        @Nullable String jwks = fetched.found().map(IssuerKeys::jwksJson).orElse(null);
        Operations.inTransaction(
                database,
                connection -> AdminSql.update(
                        connection,
                        "update platform.trusted_issuer set jwks = coalesce(?, jwks),"
                                + " jwks_fetched_at = coalesce(?, jwks_fetched_at), jwks_fresh_until = ?, jwks_problem = ?"
                                // An address that was changed meanwhile has its own keys.
                                + " where issuer = ? and jwks_url = ?",
                        jwks,
                        jwks == null ? null : Timestamp.from(now),
                        Timestamp.from(now.plus(fetched.fresh())),
                        fetched.fault(),
                        issuer,
                        url));
    }
}
