package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.settings.ChangingSettings;
import org.crmcontracts.tenants.settings.SettingCatalogues;
import org.crmcontracts.tenants.settings.SettingDescriptor;
import org.crmcontracts.tenants.settings.SettingSnapshot;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the tenant set, and what it may set. */
@Path("settings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
public class SettingsResource {
    @Inject
    TenantSettings settings;

    @Inject
    SettingCatalogues catalogues;

    @Inject
    ChangingSettings changing;

    @Inject
    CurrentCaller caller;

    /** All settings; the version goes into {@code If-Match}. */
    public record SettingsView(long version, List<SettingView> items) {}

    /**
     * One setting.
     *
     * @param value null if nobody says one
     * @param source {@code DEFAULT}, {@code INSTALLATION}, {@code CREATION} or {@code TENANT}
     * @param inherited the value if the tenant sets none
     * @param constraints what values there may be, with their {@code type}
     */
    public record SettingView(
            String name,
            String group,
            String description,
            @Nullable Object value,
            String source,
            @Nullable Object inherited,
            Map<String, Object> constraints) {
        static SettingView of(SettingDescriptor<?> setting, SettingSnapshot snapshot, Locale locale) {
            return new SettingView(
                    setting.name(),
                    setting.group().name(),
                    Messages.text(setting.anchor(), "setting." + setting.name(), Map.of(), locale),
                    snapshot.json(setting),
                    snapshot.find(setting).map(found -> found.source().name()).orElse("DEFAULT"),
                    snapshot.jsonWithoutTenant(setting),
                    setting.type().constraints());
        }
    }

    @GET
    @RolesAllowed({Role.Names.ADMIN, Role.Names.AUDITOR})
    @Operation(summary = "All settings with their values, where these come from and what they may be")
    public Response get() {
        return answer(settings.snapshot());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Change the named settings, all or none; null takes the tenant's own value away")
    public Response change(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @NotNull Map<String, Object> values) {
        return answer(changing.change(caller.get(), values, ETags.require(ifMatch)));
    }

    private Response answer(SettingSnapshot snapshot) {
        return Response.ok(new SettingsView(
                        snapshot.version(),
                        catalogues.all().stream()
                                .map(setting -> SettingView.of(setting, snapshot, caller.locale()))
                                .toList()))
                .header(HttpHeaders.ETAG, ETags.of(snapshot.version()))
                .build();
    }
}
