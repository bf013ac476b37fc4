package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.provisioning.ExitProblem;
import org.crmcontracts.tenants.provisioning.ExportFile;
import org.crmcontracts.tenants.provisioning.TenantImport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Fills an empty tenant from an export. */
@Path("imports")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Exit")
public class ImportsResource {
    /** How much larger than the archive its content may be. */
    private static final int INFLATION = 8;

    @Inject
    TenantImport importing;

    @Inject
    CurrentCaller callers;

    @Inject
    @ConfigProperty(name = "imports.max-megabytes", defaultValue = "512")
    int maxMegabytes;

    // Any type is let in, so that the caller's role is judged before the type of the file.
    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Fill this tenant, which must be empty, from an export; all of it or nothing")
    public TenantImport.Imported run(InputStream body) throws IOException {
        Caller caller = callers.get();
        java.nio.file.Path file = Files.createTempFile("crm-import", ".zip");
        try {
            receive(body, file);
            try (ExportFile export = ExportFile.open(file, most() * INFLATION)) {
                return importing.run(caller.tenant(), export, Actor.of(caller));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private long most() {
        return (long) maxMegabytes << 20;
    }

    private void receive(InputStream body, java.nio.file.Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = most();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                left -= read;
                if (left < 0) {
                    throw new Problem(ExitProblem.IMPORT_TOO_LARGE);
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
