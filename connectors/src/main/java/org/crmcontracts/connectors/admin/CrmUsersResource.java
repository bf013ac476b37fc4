package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.CrmUsers;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The users of a connection's CRM. */
@Path("connections/{id}/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class CrmUsersResource {
    private static final int MOST = 1_000;

    @Inject
    Connections connections;

    @Inject
    CrmUsers users;

    @GET
    @Transactional
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Who works in the CRM, as it was read last; a thousand at most")
    public Page<CrmUsers.CrmUser> list(@PathParam("id") UUID id) {
        connections.require(id);
        return Page.of(users.of(id, MOST));
    }
}
