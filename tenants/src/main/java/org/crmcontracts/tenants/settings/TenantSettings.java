package org.crmcontracts.tenants.settings;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.ShortMemory;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings of the tenant that this thread works for. What was read is remembered for 30 s, and forgotten at once on
 * the node that changes it.
 */
@ApplicationScoped
public class TenantSettings {
    private static final Duration SPAN = Duration.ofSeconds(30);

    @Inject
    InTenant inTenant;

    @Inject
    SettingRows rows;

    @Inject
    Clock clock;

    @Resource
    TransactionSynchronizationRegistry transactions;

    // Not the injected clock: a test that moves business time must not make a value outlive its 30 s.
    private final ShortMemory<UUID, SettingSnapshot> known = new ShortMemory<>(Clock.systemUTC(), SPAN);

    public SettingSnapshot snapshot() {
        Tenant tenant = CurrentTenant.get();
        // In a running transaction, on its own connection: one that waits for a second could wait for ever.
        boolean running = transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
        return known.get(tenant.id(), id -> running ? read(tenant) : inTenant.call(tenant, () -> read(tenant)));
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

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) SettingsChanged event) {
        known.forget(event.tenantId()::equals);
    }
}
