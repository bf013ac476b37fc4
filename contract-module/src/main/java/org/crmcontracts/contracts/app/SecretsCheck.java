package org.crmcontracts.contracts.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.crmcontracts.tenants.secrets.KeyEncryptionKey;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: secrets can be sealed and opened. What is wrong stands in the log, as it may name a place. */
@Readiness
@ApplicationScoped
public class SecretsCheck implements HealthCheck {
    private static final Logger LOG = System.getLogger(SecretsCheck.class.getName());

    @Inject
    private KeyEncryptionKey key;

    private volatile boolean good;

    @Override
    public HealthCheckResponse call() {
        // Once it was there it stays in memory: a key service need not be asked at every check.
        if (!good) {
            good = works();
        }
        return HealthCheckResponse.named("secrets").status(good).build();
    }

    private boolean works() {
        try {
            key.check();
            return true;
        } catch (IllegalStateException e) {
            LOG.log(Level.ERROR, "Secrets can be neither sealed nor opened: {0}", e.getMessage());
            return false;
        }
    }
}
