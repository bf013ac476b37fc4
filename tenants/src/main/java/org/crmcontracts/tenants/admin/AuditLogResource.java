package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.crmcontracts.tenants.checkpoints.LogDownload;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tenant's audit log as a file. */
@Path("audit-log")
@RequestScoped
@Produces(AuditLogResource.JSON_LINES)
@Tag(name = "Audit")
public class AuditLogResource {
    static final String JSON_LINES = "application/x-ndjson";

    @Inject
    LogDownload download;

    @Inject
    CurrentCaller callers;

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "The whole audit log with its checkpoints as JSON lines, for the offline check")
    public Response log() {
        Tenant tenant = callers.get().tenant();
        download.requireKey();
        StreamingOutput file = out -> download.write(tenant, out);
        return Response.ok(file, JSON_LINES)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"audit-log-" + tenant.key() + ".jsonl\"")
                .build();
    }
}
