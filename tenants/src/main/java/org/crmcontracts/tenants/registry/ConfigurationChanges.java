package org.crmcontracts.tenants.registry;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Tells every node that a tenant's settings, people, roles or teams change.
 *
 * <p>The registry may stand on another server than the tenant, so the two cannot commit as one. The registry is told
 * first: should the change then fail, the nodes have read once more for nothing. They know that a change commits within
 * {@link #COMMITTED_WITHIN} of its announcement, or not at all, and remember nothing for long before that.
 */
@ApplicationScoped
public class ConfigurationChanges {
    static final Duration COMMITTED_WITHIN = Duration.ofMinutes(2);

    @Inject
    Tenants tenants;

    @Inject
    Event<ConfigurationChanged> event;

    @Resource
    TransactionSynchronizationRegistry transactions;

    private final LongSupplier nanoTime;

    public ConfigurationChanges() {
        this(System::nanoTime);
    }

    ConfigurationChanges(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Goes before the commit of every such change, in its transaction; that must end within {@link #COMMITTED_WITHIN}. */
    public void announce(UUID tenantId) {
        long announced = nanoTime.getAsLong();
        tenants.unsettle(tenantId);
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                if (nanoTime.getAsLong() - announced > COMMITTED_WITHIN.toNanos()) {
                    transactions.setRollbackOnly();
                }
            }

            @Override
            public void afterCompletion(int status) {}
        });
        event.fire(new ConfigurationChanged(tenantId));
    }
}
