package org.crmcontracts.tenants.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantBindingTest {
    private final Tenant one = tenant(1);
    private final Tenant two = tenant(2);
    private final Registry transaction = new Registry();

    @AfterEach
    void clear() {
        CurrentTenant.exchange(null);
    }

    @Test
    void withoutTransactionThereIsNoConnection() {
        CurrentTenant.bind(one);
        transaction.status = Status.STATUS_NO_TRANSACTION;
        assertThatThrownBy(() -> TenantBinding.pin(transaction)).hasMessageContaining("transaction");
    }

    @Test
    void withoutTenantThereIsNoConnection() {
        assertThatThrownBy(() -> TenantBinding.pin(transaction)).hasMessageContaining("no tenant");
    }

    @Test
    void transactionKeepsItsTenant() {
        CurrentTenant.bind(one);
        assertThat(TenantBinding.pin(transaction)).isEqualTo(one);
        assertThat(TenantBinding.pin(transaction)).isEqualTo(one);
        CurrentTenant.exchange(two);
        assertThatThrownBy(() -> TenantBinding.pin(transaction)).hasMessageContaining("another tenant");
    }

    @Test
    void transactionKeepsItsCluster() {
        CurrentTenant.bind(one);
        TenantBinding.pin(transaction);
        CurrentTenant.exchange(tenant(1, "east"));
        assertThatThrownBy(() -> TenantBinding.pin(transaction)).hasMessageContaining("another cluster");
    }

    @Test
    void requestDoesNotChangeItsTenant() {
        CurrentTenant.bind(one);
        CurrentTenant.bind(one);
        assertThatThrownBy(() -> CurrentTenant.bind(two)).isInstanceOf(IllegalStateException.class);
        assertThat(CurrentTenant.get()).isEqualTo(one);
    }

    @Test
    void clearingFilterClearsAfterFailureToo() {
        CurrentTenant.bind(two);
        assertThatThrownBy(() -> new TenantClearingFilter().doFilter(null, null, (request, response) -> {
                    assertThat(CurrentTenant.find()).isEmpty();
                    CurrentTenant.bind(one);
                    throw new java.io.IOException("gone");
                }))
                .hasMessage("gone");
        assertThat(CurrentTenant.find()).isEmpty();
    }

    private static Tenant tenant(long id) {
        return tenant(id, "home");
    }

    private static Tenant tenant(long id, String cluster) {
        return new Tenant(
                new UUID(0, id),
                "k" + id,
                "n",
                "t_k" + id,
                "t_k" + id,
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "CNY",
                null,
                null,
                null,
                cluster);
    }

    private static final class Registry implements TransactionSynchronizationRegistry {
        private final Map<Object, Object> resources = new HashMap<>();
        private int status = Status.STATUS_ACTIVE;

        @Override
        public Object getTransactionKey() {
            return this;
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {}

        @Override
        public int getTransactionStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {}

        @Override
        public boolean getRollbackOnly() {
            return false;
        }
    }
}
