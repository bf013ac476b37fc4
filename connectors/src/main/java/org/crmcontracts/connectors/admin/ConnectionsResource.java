package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Connections to CRMs. */
@Path("connections")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class ConnectionsResource {
    @Inject
    Connecting connecting;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed({
        Role.Names.SALES,
        Role.Names.LEGAL,
        Role.Names.FINANCE,
        Role.Names.BUSINESS,
        Role.Names.EXECUTIVE,
        Role.Names.RECORDS,
        Role.Names.AUDITOR,
        Role.Names.ADMIN
    })
    @Operation(summary = "The tenant's connections with their last run")
    public Page<ConnectionView> list() {
        return Page.of(connecting.all());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Connect a CRM")
    public Response connect(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull ConnectRequest request) {
        ConnectionView view = connecting.connect(IdempotencyKey.of(key), request, caller.get());
        return Response.created(URI.create("connections/" + view.id()))
                .entity(view)
                .build();
    }
}
