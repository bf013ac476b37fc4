package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
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
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The tenant's failure inbox. */
@Path("job-failures")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs")
public class JobFailuresResource {
    @Inject
    ClearingFailures clearing;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "What went wrong in the background and is not tried again by itself, oldest first")
    public Page<JobFailureView> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return clearing.list(cursor, Page.limit(limit), caller.locale());
    }

    @POST
    @Path("{id}/retries")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Try a failed job again, with all its attempts; it leaves the inbox")
    public Response retry(@HeaderParam("Idempotency-Key") @Nullable String key, @PathParam("id") UUID id) {
        return Response.accepted(clearing.retry(IdempotencyKey.of(key), id, caller.get(), caller.locale()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Give a failed job up; a recurring one still comes at its next turn")
    public Response discard(@PathParam("id") UUID id) {
        clearing.discard(id, caller.get());
        return Response.noContent().build();
    }
}
