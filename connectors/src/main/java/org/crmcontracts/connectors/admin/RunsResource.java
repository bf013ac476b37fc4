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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came of a connection's runs, and the runs that a person begins. */
@Path("connections/{id}/runs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class RunsResource {
    private static final int LINES = 200;
    private static final int RUNS = 20;

    @Inject
    Inspecting inspecting;

    @Inject
    StartingRuns starting;

    @Inject
    CurrentCaller caller;

    /**
     * Lines of a comparison.
     *
     * @param lines their places in the run
     */
    public record RepairRequest(@NotNull @Size(min = 1, max = 10_000) Set<Integer> lines) {}

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "The runs of a connection, the newest first")
    public Page<RunView> runs(
            @PathParam("id") UUID id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return inspecting.runs(id, cursor, Page.limit(limit, RUNS));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Begin a run now, in the background: a pull unless another kind is named")
    public Response start(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Nullable RunRequest request) {
        SyncRun.Kind kind = request == null || request.kind() == null ? SyncRun.Kind.PULL : request.kind();
        return Response.accepted(starting.start(IdempotencyKey.of(key), id, kind, caller.get()))
                .build();
    }

    @GET
    @Path("{runId}")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "A run with its counts, while it works as well")
    public RunView run(@PathParam("id") UUID id, @PathParam("runId") UUID run) {
        return inspecting.run(id, run);
    }

    @GET
    @Path("{runId}/changes")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "What a run changed, field by field, or found")
    public Page<SyncRuns.Change> changes(
            @PathParam("id") UUID id,
            @PathParam("runId") UUID run,
            @QueryParam("after") @Nullable Integer after,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(inspecting.changes(id, run, after == null ? 0 : after, Page.limit(limit, LINES)));
    }

    @POST
    @Path("{runId}/undos")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Take a run back, in the background")
    public Response undo(
            @PathParam("id") UUID id,
            @PathParam("runId") UUID run,
            @HeaderParam("Idempotency-Key") @Nullable String key) {
        return Response.accepted(starting.undo(IdempotencyKey.of(key), id, run, caller.get()))
                .build();
    }

    @POST
    @Path("{runId}/repairs")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Make good chosen differences of a comparison, in the background")
    public Response repair(
            @PathParam("id") UUID id,
            @PathParam("runId") UUID run,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull RepairRequest request) {
        return Response.accepted(starting.repair(IdempotencyKey.of(key), id, run, request.lines(), caller.get()))
                .build();
    }
}
