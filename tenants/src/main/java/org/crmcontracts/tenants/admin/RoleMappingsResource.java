package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.Mappings;
import org.crmcontracts.tenants.people.RoleMapping;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the host's roles mean in the tenant. */
@Path("role-mappings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class RoleMappingsResource {
    @Inject
    Mappings mappings;

    @GET
    @RolesAllowed({Role.Names.ADMIN, Role.Names.AUDITOR})
    @Operation(summary = "What the host's roles mean here")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleMappingList.class)))
    public Response list() {
        return answer(mappings.roles());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Replace the whole list")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RoleMappingList.class)))
    public Response replace(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Valid @NotNull RoleMappingList request) {
        return answer(mappings.replaceRoles(request.mappings(), ETags.require(ifMatch)));
    }

    private static Response answer(Mappings.Versioned<RoleMapping> list) {
        return Response.ok(new RoleMappingList(
                        list.items().stream().map(RoleMappingList.Item::of).toList()))
                .header(HttpHeaders.ETAG, ETags.of(list.version()))
                .build();
    }
}
