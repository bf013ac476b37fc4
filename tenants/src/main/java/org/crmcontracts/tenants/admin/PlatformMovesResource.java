package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.crmcontracts.tenants.identity.CurrentOperator;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.provisioning.TenantMoves;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Moves a tenant to another server, for operators. */
@Path("platform/tenants/{key}/moves")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class PlatformMovesResource {
    @Inject
    TenantMoves moves;

    @Inject
    CurrentOperator operator;

    /** Where a tenant shall go. */
    public record MoveRequest(@NotBlank @Size(max = 31) String cluster) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Begin to move a tenant to another PostgreSQL server; it goes on working meanwhile")
    public Response move(@PathParam("key") String key, @Valid @NotNull MoveRequest request) {
        return Response.accepted(MoveView.of(moves.begin(key, request.cluster(), operator.get())))
                .build();
    }

    @GET
    @Path("current")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "How far the tenant's running or last move is")
    public MoveView current(@PathParam("key") String key) {
        return MoveView.of(moves.current(key));
    }
}
