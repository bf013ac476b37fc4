package org.crmcontracts.tenants.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.event.Event;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigurationChangesTest {
    private static final UUID TENANT = new UUID(0, 1);

    private final List<String> log = new ArrayList<>();
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private long nanoTime = Long.MAX_VALUE - 10;
    private final ConfigurationChanges changes = new ConfigurationChanges(() -> nanoTime);

    ConfigurationChangesTest() {
        changes.tenants = new Tenants() {
            @Override
            public void unsettle(UUID id) {
                log.add("announced " + id);
            }
        };
        changes.event = proxy(Event.class);
        changes.transactions = proxy(TransactionSynchronizationRegistry.class);
    }

    @SuppressWarnings("unchecked")
    private <T> T proxy(Class<?> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("registerInterposedSynchronization")) {
                synchronizations.add((Synchronization) arguments[0]);
            } else {
                log.add(method.getName());
            }
            return null;
        });
    }

    private void commitAfter(long nanos) {
        nanoTime += nanos;
        synchronizations.forEach(Synchronization::beforeCompletion);
    }

    @Test
    void theRegistryKnowsBeforeThisNodeDoes() {
        changes.announce(TENANT);
        commitAfter(ConfigurationChanges.COMMITTED_WITHIN.toNanos());
        assertThat(log).containsExactly("announced " + TENANT, "fire");
    }

    @Test
    void aChangeThatTakesTooLongIsNotCommitted() {
        changes.announce(TENANT);
        commitAfter(ConfigurationChanges.COMMITTED_WITHIN.toNanos() + 1);
        assertThat(log).containsExactly("announced " + TENANT, "fire", "setRollbackOnly");
    }

    @Test
    void aChangeThatCannotBeAnnouncedFails() {
        changes.tenants = new Tenants();
        assertThatThrownBy(() -> changes.announce(TENANT)).isInstanceOf(IllegalStateException.class);
        assertThat(log).isEmpty();
    }
}
