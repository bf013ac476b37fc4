package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.connectors.sync.Conflicts;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Fields that both sides have changed, and what a person decides of them. */
@Path("connections/{id}/conflicts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ConflictsResource {
    @Inject
    Arbitrating arbitrating;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Fields that both sides have changed and a person decides, the oldest first")
    public Page<Conflicts.Conflict> conflicts(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return arbitrating.open(id, cursor, Page.limit(limit));
    }

    @POST
    @Path("{conflictId}/decisions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Decide a conflict: ours, theirs or a third value")
    public void decide(
            @PathParam("id") UUID id,
            @PathParam("conflictId") UUID conflict,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull DecisionRequest request) {
        arbitrating.decide(IdempotencyKey.of(key), id, conflict, request, caller.get());
    }

    @POST
    @Path("{conflictId}/reversals")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Take a decision back, as long as nothing was sent and nobody has changed the field")
    public void revert(
            @PathParam("id") UUID id,
            @PathParam("conflictId") UUID conflict,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        arbitrating.revert(IdempotencyKey.of(key), id, conflict, caller.get());
    }
}
