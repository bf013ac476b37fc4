package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How a connection's fields are mapped. */
@Path("connections/{id}/mapping")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class MappingResource {
    @Inject
    MappingFields mapping;

    @Inject
    SamplingFields sampling;

    @Inject
    CurrentCaller caller;

    /** A connection's mapping. */
    public record MappingRequest(@NotNull @Size(min = 1, max = 100) List<@Valid @NotNull RuleView> fields) {}

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Which field of ours is which of theirs, and whose it is; the version is in the ETag")
    public Response mapping(@PathParam("id") UUID id) {
        return answer(mapping.mapping(id));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Map the fields in another way; everything is read again")
    public Response map(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull MappingRequest request) {
        return answer(mapping.map(id, ETags.require(ifMatch), request.fields(), caller.get()));
    }

    @GET
    @Path("fields")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The CRM's fields with a few of their values, asked for now, and what may be mapped")
    public MappingView fields(@PathParam("id") UUID id) {
        return sampling.of(id, caller.get());
    }

    private static Response answer(MappingFields.Versioned mapping) {
        return Response.ok(Page.of(mapping.rules()))
                .header(HttpHeaders.ETAG, ETags.of(mapping.version()))
                .build();
    }
}
