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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Conflicts;
import org.crmcontracts.connectors.sync.Quarantine;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What came of a connection's runs, and what a person does about it. */
@Path("connections/{id}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class SyncOperationsResource {
    private static final int LINES = 200;
    private static final int RUNS = 20;

    @Inject
    Connecting connecting;

    @Inject
    Operating operating;

    @Inject
    CurrentCaller caller;

    /**
     * Why a connection is paused.
     *
     * @param reason for those who find it paused
     */
    public record PauseRequest(@NotBlank @Size(max = 500) String reason) {}

    /**
     * Lines of a comparison.
     *
     * @param lines their places in the run
     */
    public record RepairRequest(@NotNull @Size(min = 1, max = 10_000) Set<Integer> lines) {}

    /**
     * One held record.
     *
     * @param recordId as the list of held records names it
     */
    public record ReplayRequest(@NotNull RemoteKind kind, @NotBlank @Size(max = 200) String recordId) {}

    /**
     * Deletions that the next pull may follow at once.
     *
     * @param count at most so many of each kind of record
     */
    public record DeletionsRequest(@Min(0) @Max(1_000_000) int count) {}

    /** A connection's mapping. */
    public record MappingRequest(@NotNull @Size(min = 1, max = 100) List<@Valid @NotNull RuleView> fields) {}

    @GET
    @Path("runs")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "The newest runs of a connection")
    public Page<RunView> runs(@PathParam("id") UUID id, @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(connecting.runs(id, limit == null ? RUNS : Page.limit(limit)));
    }

    @POST
    @Path("runs")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Begin a run now, in the background: a pull unless another kind is named")
    public Response start(@PathParam("id") UUID id, @Nullable RunRequest request) {
        SyncRun.Kind kind = request == null || request.kind() == null ? SyncRun.Kind.PULL : request.kind();
        return Response.accepted(operating.start(id, kind, caller.get())).build();
    }

    @GET
    @Path("runs/{runId}")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "A run with its counts, while it works as well")
    public RunView run(@PathParam("id") UUID id, @PathParam("runId") UUID run) {
        return operating.run(id, run);
    }

    @GET
    @Path("runs/{runId}/changes")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "What a run changed, field by field, or found")
    public Page<SyncRuns.Change> changes(
            @PathParam("id") UUID id,
            @PathParam("runId") UUID run,
            @QueryParam("after") @Nullable Integer after,
            @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(operating.changes(id, run, after == null ? 0 : after, limit(limit)));
    }

    @POST
    @Path("runs/{runId}/undos")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Take a run back, in the background")
    public Response undo(@PathParam("id") UUID id, @PathParam("runId") UUID run) {
        return Response.accepted(operating.undo(id, run, caller.get())).build();
    }

    @POST
    @Path("runs/{runId}/repairs")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Make good chosen differences of a comparison, in the background")
    public Response repair(
            @PathParam("id") UUID id, @PathParam("runId") UUID run, @Valid @NotNull RepairRequest request) {
        return Response.accepted(operating.repair(id, run, request.lines(), caller.get()))
                .build();
    }

    @POST
    @Path("pauses")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let a connection rest")
    public void pause(@PathParam("id") UUID id, @Valid @NotNull PauseRequest request) {
        operating.pause(id, request.reason(), caller.get());
    }

    @POST
    @Path("resumptions")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let a paused connection work again")
    public void resume(@PathParam("id") UUID id) {
        operating.resume(id, caller.get());
    }

    @POST
    @Path("accepted-deletions")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let the next pull follow many deletions at once")
    public void acceptDeletions(@PathParam("id") UUID id, @Valid @NotNull DeletionsRequest request) {
        operating.acceptDeletions(id, request.count(), caller.get());
    }

    @GET
    @Path("quarantine")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Records that are held back, with their causes, the newest first")
    public Page<Quarantine.Entry> quarantine(@PathParam("id") UUID id, @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(operating.quarantine(id, limit(limit)));
    }

    @POST
    @Path("quarantine/replays")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Try a held record again, in the background")
    public Response replay(@PathParam("id") UUID id, @Valid @NotNull ReplayRequest request) {
        return Response.accepted(operating.replay(id, request.kind(), request.recordId(), caller.get()))
                .build();
    }

    @GET
    @Path("conflicts")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Fields that both sides have changed and a person decides, the oldest first")
    public Page<Conflicts.Conflict> conflicts(@PathParam("id") UUID id, @QueryParam("limit") @Nullable Integer limit) {
        return Page.of(operating.conflicts(id, limit(limit)));
    }

    @POST
    @Path("conflicts/{conflictId}/decisions")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Decide a conflict: ours, theirs or a third value")
    public void decide(
            @PathParam("id") UUID id, @PathParam("conflictId") UUID conflict, @Valid @NotNull DecisionRequest request) {
        operating.decide(id, conflict, request, caller.get());
    }

    @GET
    @Path("mapping")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Which field of ours is which of theirs, and whose it is")
    public Page<RuleView> mapping(@PathParam("id") UUID id) {
        return Page.of(operating.mapping(id));
    }

    @PUT
    @Path("mapping")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Map the fields in another way; everything is read again")
    public Page<RuleView> map(@PathParam("id") UUID id, @Valid @NotNull MappingRequest request) {
        return Page.of(operating.map(id, request.fields(), caller.get()));
    }

    private static int limit(@Nullable Integer limit) {
        return limit == null ? LINES : Page.limit(limit);
    }
}
