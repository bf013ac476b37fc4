package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
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

    /** The caller and the tenant. */
    public record MeView(
            String userId, String name, List<String> roles, TenantView tenant, List<String> allowedOrigins) {}

    /** What the user interface needs to know of the tenant. */
    public record TenantView(String key, String name, String locale, String timeZone, String currency) {
        static TenantView of(Tenant tenant) {
            return new TenantView(
                    tenant.key(),
                    tenant.name(),
                    tenant.locale().getLanguage().equals("zh") ? "zh-CN" : "en",
                    tenant.zone().getId(),
                    tenant.currency());
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
                TenantView.of(caller.tenant()),
                tenants.originsOf(caller.tenant()));
    }
}
