package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Quarantine;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Records of a connection that are held back. */
@Path("connections/{id}/quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class QuarantineResource {
    @Inject
    Inspecting inspecting;

    @Inject
    StartingRuns starting;

    @Inject
    CurrentCaller caller;

    /**
     * One held record.
     *
     * @param recordId as the list of held records names it
     */
    public record ReplayRequest(@NotNull RemoteKind kind, @NotBlank @Size(max = 200) String recordId) {}

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Records that are held back, with their causes, those first that were held first")
    public Page<Quarantine.Entry> quarantine(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return inspecting.quarantine(id, cursor, Page.limit(limit));
    }

    @POST
    @Path("replays")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Try a held record again, in the background")
    public Response replay(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull ReplayRequest request) {
        return Response.accepted(
                        starting.replay(IdempotencyKey.of(key), id, request.kind(), request.recordId(), caller.get()))
                .build();
    }
}
