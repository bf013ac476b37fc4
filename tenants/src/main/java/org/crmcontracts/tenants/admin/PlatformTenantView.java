package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as operators see it; schema and role stay inside.
 *
 * @param migrationFault why its schema could not be brought up to date, so that it is held back
 * @param eraseAfter when it may be erased, if it is being closed
 * @param holdReason why it must not be erased, if it is under legal hold
 * @param cluster the PostgreSQL server that holds its data
 */
public record PlatformTenantView(
        UUID id,
        String key,
        String name,
        TenantState state,
        String locale,
        String timeZone,
        String currency,
        @Nullable String migrationFault,
        @Nullable Instant eraseAfter,
        @Nullable String holdReason,
        String cluster) {
    static PlatformTenantView of(Tenant tenant) {
        return new PlatformTenantView(
                tenant.id(),
                tenant.key(),
                tenant.name(),
                tenant.state(),
                tenant.locale().toLanguageTag(),
                tenant.zone().getId(),
                tenant.currency(),
                tenant.migrationFault(),
                tenant.eraseAfter(),
                tenant.holdReason(),
                tenant.cluster());
    }
}
