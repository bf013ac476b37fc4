package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The persons that the audit log names. */
@Path("audit-people")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class AuditPeopleResource {
    @Inject
    ErasingPerson erasing;

    @Inject
    CurrentCaller callers;

    @DELETE
    @Path("{userId}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Erase the names and texts of a person from the audit log, whose chain stays valid")
    public Response erase(@PathParam("userId") String userId) {
        erasing.erase(userId, callers.get());
        return Response.noContent().build();
    }
}
