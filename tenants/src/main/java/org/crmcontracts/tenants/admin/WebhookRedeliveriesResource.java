package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.tenants.events.SendingAgain;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Sending one event again. */
@Path("webhook-deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookRedeliveriesResource {
    @Inject
    SendingAgain sendingAgain;

    @Inject
    CurrentCaller caller;

    @POST
    @Path("{id}/replays")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Send one event to its webhook endpoint again, under the same webhook-id")
    public Response replay(@PathParam("id") UUID id) {
        return Response.accepted(WebhookDeliveryView.of(sendingAgain.one(id, caller.get()), caller.locale()))
                .build();
    }
}
