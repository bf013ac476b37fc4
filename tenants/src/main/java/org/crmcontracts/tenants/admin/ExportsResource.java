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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.isolation.InTenant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Everything of the tenant as a file in open formats; what an admin may have without asking anybody. */
@Path("exports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Exit")
public class ExportsResource {
    @Inject
    Exporting exporting;

    @Inject
    CurrentCaller callers;

    @Inject
    InTenant inTenant;

    /** The newest first. */
    public record ExportsView(List<ExportView> items) {}

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Begin to write everything of the tenant into an archive")
    public Response begin(@HeaderParam("Idempotency-Key") @Nullable String key) {
        return Response.accepted(exporting.begin(callers.get(), IdempotencyKey.of(key)))
                .build();
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The tenant's exports of the last seven days")
    public ExportsView list() {
        return new ExportsView(exporting.list());
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "How far an export is")
    public ExportView get(@PathParam("id") UUID id) {
        return exporting.get(id);
    }

    @GET
    @Path("{id}/content")
    @Produces("application/zip")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The archive")
    public Response content(@PathParam("id") UUID id) {
        Caller caller = callers.get();
        ExportView export = exporting.open(id, caller);
        StreamingOutput file = out -> {
            int position = 0;
            for (Optional<byte[]> part = part(caller, id, position);
                    part.isPresent();
                    part = part(caller, id, ++position)) {
                out.write(part.get());
            }
        };
        return Response.ok(file, "application/zip")
                .header(HttpHeaders.CONTENT_LENGTH, export.bytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + caller.tenant().key() + "-"
                                + export.requestedAt().toString().substring(0, 10) + ".zip\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private Optional<byte[]> part(Caller caller, UUID id, int position) {
        return inTenant.call(caller.tenant(), () -> exporting.part(id, position));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Delete an export")
    public void delete(@PathParam("id") UUID id) {
        exporting.delete(id, callers.get());
    }
}
