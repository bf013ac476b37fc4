package org.crmcontracts.tenants.admin;

import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;

/** A tenant as operators see it; schema and role stay inside. */
public record PlatformTenantView(
        UUID id, String key, String name, TenantState state, String locale, String timeZone, String currency) {
    static PlatformTenantView of(Tenant tenant) {
        return new PlatformTenantView(
                tenant.id(),
                tenant.key(),
                tenant.name(),
                tenant.state(),
                tenant.locale().toLanguageTag(),
                tenant.zone().getId(),
                tenant.currency());
    }
}
