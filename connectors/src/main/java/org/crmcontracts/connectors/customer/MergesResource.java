package org.crmcontracts.connectors.customer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Merges of customers. For roles that reach the whole tenant and write party data or look after the sync: a merge moves
 * contracts of everybody.
 */
@Path("customer-merges")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class MergesResource {
    @Inject
    Merging merging;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.LEGAL, Role.Names.ADMIN})
    @Operation(summary = "Merge a customer into another; If-Match names the survivor's version")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CustomerMerge.class)))
    public Response merge(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull @Valid MergeRequest request) {
        CustomerMerge done = merging.merge(IdempotencyKey.of(key), request, ETags.require(ifMatch), caller.get());
        return Response.created(URI.create("customer-merges/" + done.id()))
                .entity(done)
                .build();
    }

    @POST
    @Path("{id}/undo")
    @RolesAllowed({Role.Names.LEGAL, Role.Names.ADMIN})
    @Operation(summary = "Undo a merge while nothing has changed since; If-Match names the survivor's version")
    public CustomerMerge undo(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        return merging.undo(IdempotencyKey.of(key), id, ETags.require(ifMatch), caller.get());
    }
}
