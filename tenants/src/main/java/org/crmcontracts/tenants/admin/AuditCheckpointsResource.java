package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.crmcontracts.tenants.checkpoints.CheckpointView;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signed statements of how far the audit log goes, for keeping outside. */
@Path("audit-checkpoints")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditCheckpointsResource {
    @Inject
    IssuingCheckpoint issuing;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "The newest checkpoints of the audit log")
    public Page<CheckpointView> list(@QueryParam("limit") @Nullable Integer limit) {
        return Page.of(issuing.latest(Page.limit(limit)));
    }

    @POST
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Make a checkpoint now and hand it out; the last one if the log has not grown since")
    public Response issue(@HeaderParam("Idempotency-Key") @Nullable String key) {
        CheckpointView view = issuing.issue(IdempotencyKey.of(key), caller.get());
        return Response.created(URI.create("audit-checkpoints/" + view.id()))
                .entity(view)
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "One checkpoint as a file, to be kept outside")
    public Response get(@PathParam("id") UUID id) {
        CheckpointView view = issuing.get(id);
        return Response.ok(view)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + view.fileName() + "\"")
                .build();
    }
}
