package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.SettingSnapshot;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells a signed-in person who they are here. */
@Path("me")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Session")
public class MeResource {
    @Inject
    CurrentCaller callers;

    @Inject
    Tenants tenants;

    @Inject
    TenantSettings settings;

    /** The caller and the tenant. */
    public record MeView(
            String userId, String name, List<String> roles, TenantView tenant, List<String> allowedOrigins) {}

    /**
     * What the user interface needs to know of the tenant, as it is set now.
     *
     * @param branding CSS custom properties and their values
     */
    public record TenantView(
            String key,
            String name,
            String locale,
            String timeZone,
            String currency,
            int pageSize,
            Map<String, String> branding) {
        static TenantView of(Tenant tenant, SettingSnapshot settings) {
            return new TenantView(
                    tenant.key(),
                    tenant.name(),
                    settings.get(CommonSettings.LOCALE).getLanguage().equals("zh") ? "zh-CN" : "en",
                    settings.get(CommonSettings.ZONE).getId(),
                    settings.get(CommonSettings.CURRENCY),
                    settings.get(CommonSettings.PAGE_SIZE),
                    settings.branding());
        }
    }

    @GET
    @RolesAllowed({
        Role.Names.SALES,
        Role.Names.LEGAL,
        Role.Names.FINANCE,
        Role.Names.BUSINESS,
        Role.Names.EXECUTIVE,
        Role.Names.RECORDS,
        Role.Names.AUDITOR,
        Role.Names.ADMIN
    })
    @Operation(summary = "The signed-in person, the tenant and the web origins that may embed it")
    public MeView me() {
        Caller caller = callers.get();
        return new MeView(
                caller.userId(),
                caller.name(),
                caller.roles().stream().sorted().map(Role::text).toList(),
                TenantView.of(caller.tenant(), settings.snapshot()),
                tenants.originsOf(caller.tenant()));
    }
}
