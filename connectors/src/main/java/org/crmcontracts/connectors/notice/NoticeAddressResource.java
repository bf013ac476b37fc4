package org.crmcontracts.connectors.notice;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The address for a connection's notices. */
@Path("connections/{id}/notice-address")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class NoticeAddressResource {
    @Inject
    GivingAddresses giving;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The address to enter in the CRM, so that it sends its notices here")
    public NoticeAddressView address(@PathParam("id") UUID id) {
        return giving.address(id, caller.get());
    }

    @POST
    @Path("renewals")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Refuse all addresses that were given out so far")
    public NoticeAddressRenewal renew(@PathParam("id") UUID id, @HeaderParam("Idempotency-Key") @Nullable String key) {
        return giving.renew(IdempotencyKey.of(key), id, caller.get());
    }
}
