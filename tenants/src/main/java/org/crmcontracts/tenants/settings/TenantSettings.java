package org.crmcontracts.tenants.settings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.ConfigurationChanged;
import org.crmcontracts.tenants.registry.ConfigurationMemory;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the tenant that this thread works for. A change acts at once on the node that makes it, and within 30 s
 * on the others.
 */
@ApplicationScoped
public class TenantSettings {
    @Inject
    InTenant inTenant;

    @Inject
    SettingRows rows;

    @Inject
    Clock clock;

    @Resource
    TransactionSynchronizationRegistry transactions;

    @Inject
    Tenants tenants;

    // Not the injected clock: a test that moves business time must not make a value outlive its span.
    private final ConfigurationMemory<Tenant, SettingSnapshot> known =
            new ConfigurationMemory<>(Clock.systemUTC(), id -> tenants.settledSince(id));

    public SettingSnapshot snapshot() {
        Tenant tenant = CurrentTenant.get();
        // In a running transaction, on its own connection: one that waits for a second could wait for ever.
        boolean running = transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
        return known.get(tenant.id(), tenant, of -> running ? read(of) : inTenant.call(of, () -> read(of)));
    }

    /** As the running transaction sees them. */
    SettingSnapshot now() {
        return read(CurrentTenant.get());
    }

    private SettingSnapshot read(Tenant tenant) {
        SettingRows.Rows read = rows.read();
        return new SettingSnapshot(tenant, read.version(), read.values(), name -> ConfigProvider.getConfig()
                .getOptionalValue(name, String.class));
    }

    public <T> T get(SettingDescriptor<T> setting) {
        return snapshot().get(setting);
    }

    public ZoneId zone() {
        return get(CommonSettings.ZONE);
    }

    /** The date that it is for the tenant. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone());
    }

    // Also after a change that failed, as its own transaction may have asked.
    void forget(@Observes(during = TransactionPhase.AFTER_COMPLETION) ConfigurationChanged event) {
        known.forget(event.tenantId());
    }
}
