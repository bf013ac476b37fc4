package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.connectors.sync.ConnectionStatus;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One connection: how it is doing, its settings, and what stops or ends it. */
@Path("connections/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ConnectionResource {
    private static final int STOPPED = 50;

    @Inject
    Inspecting inspecting;

    @Inject
    ChangingConnections changing;

    @Inject
    RemovingConnections removing;

    @Inject
    TryingConnections trying;

    @Inject
    AllowingDeletions deletions;

    @Inject
    CurrentCaller caller;

    /**
     * Why a connection rests.
     *
     * @param reason for those who find it paused
     */
    public record PauseRequest(@NotBlank @Size(max = 500) String reason) {}

    /**
     * Deletions that the next pull may follow at once.
     *
     * @param count at most so many of each kind of record; where deletions have stopped a run, exactly so many as these
     */
    public record DeletionsRequest(@Min(0) @Max(1_000_000) int count) {}

    /**
     * A removal that is meant.
     *
     * @param name of the connection
     */
    public record RemovalRequest(@NotBlank @Size(max = 100) String name) {}

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "A connection's settings, without its secrets; the version is in the ETag")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsView.class)))
    public Response settings(@PathParam("id") UUID id) {
        return answer(changing.settings(id));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Change a connection's settings, and its credentials where some are given")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SettingsView.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull SettingsRequest request) {
        return answer(changing.change(id, ETags.require(ifMatch), request, caller.get()));
    }

    @GET
    @Path("status")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "What waits, what is held back, and what is left of the calls")
    public ConnectionStatus status(@PathParam("id") UUID id) {
        return inspecting.status(id);
    }

    @POST
    @Path("trials")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Try a connection against its CRM; stores nothing")
    public TrialView trial(@PathParam("id") UUID id) {
        return TrialView.of(trying.existing(id, caller.get()), caller.locale());
    }

    @POST
    @Path("pauses")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let a connection rest")
    public void pause(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull PauseRequest request) {
        changing.pause(IdempotencyKey.of(key), id, request.reason(), caller.get());
    }

    @POST
    @Path("resumptions")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let a paused connection work again")
    public void resume(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        changing.resume(IdempotencyKey.of(key), id, caller.get());
    }

    @POST
    @Path("removals")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Remove a connection with its links and runs; customers and contacts stay")
    public void remove(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull RemovalRequest request) {
        removing.remove(IdempotencyKey.of(key), id, ETags.require(ifMatch), request.name(), caller.get());
    }

    @GET
    @Path("stopped-deletions")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Deletions that stopped a run, as they were too many, by the CRM's ids")
    public Page<StoppedDeletionView> stopped(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return deletions.list(id, cursor, Page.limit(limit, STOPPED));
    }

    @POST
    @Path("accepted-deletions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let the next pull follow many deletions at once")
    public void accept(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull DeletionsRequest request) {
        deletions.allow(IdempotencyKey.of(key), id, request.count(), caller.get());
    }

    @POST
    @Path("refused-deletions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Follow none of the deletions that stopped a run, and let the connection rest")
    public void refuse(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull PauseRequest request) {
        deletions.refuse(IdempotencyKey.of(key), id, request.reason(), caller.get());
    }

    private static Response answer(ChangingConnections.Versioned settings) {
        return Response.ok(settings.view())
                .header(HttpHeaders.ETAG, ETags.of(settings.version()))
                .build();
    }
}
