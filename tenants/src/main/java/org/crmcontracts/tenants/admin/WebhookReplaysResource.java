package org.crmcontracts.tenants.admin;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.tenants.events.SendingAgain;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sending the events of a span of time again. */
@Path("webhook-endpoints/{id}/replays")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookReplaysResource {
    @Inject
    ReadingWebhooks reading;

    @Inject
    SendingAgain sendingAgain;

    @Inject
    CurrentCaller caller;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Send the events of a span of time to a webhook endpoint again, in the background")
    public Response replay(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull WebhookReplayRequest request) {
        return Response.accepted(WebhookReplayView.of(
                        sendingAgain.all(id, request.span(), IdempotencyKey.of(key), caller.get())))
                .build();
    }

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The newest replays of a webhook endpoint and how far they are")
    public Page<WebhookReplayView> replays(@PathParam("id") UUID id) {
        return Page.of(reading.replays(id).stream().map(WebhookReplayView::of).toList());
    }
}
