package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.crmcontracts.tenants.events.Delivering;
import org.crmcontracts.tenants.events.KeepingWebhooks;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Where the tenant's events are sent. */
@Path("webhook-endpoints")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookEndpointsResource {
    @Inject
    KeepingWebhooks keeping;

    @Inject
    ReadingWebhooks reading;

    @Inject
    Delivering delivering;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The tenant's webhook endpoints")
    public Page<WebhookEndpointView> list() {
        return Page.of(reading.endpoints().stream().map(WebhookEndpointView::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Register a webhook endpoint; the answer shows its secret, this once")
    public Response register(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull WebhookEndpointRequest request) {
        WebhookEndpointView view =
                WebhookEndpointView.of(keeping.register(IdempotencyKey.of(key), request.checked(), caller.get()));
        return Response.created(URI.create("webhook-endpoints/" + view.id()))
                .header(HttpHeaders.ETAG, ETags.of(view.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(view)
                .build();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "One webhook endpoint, without its secret")
    public Response get(@PathParam("id") UUID id) {
        return answer(WebhookEndpointView.of(reading.endpoint(id)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Change the address, the description or the types of a webhook endpoint")
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull WebhookEndpointRequest request) {
        return answer(
                WebhookEndpointView.of(keeping.change(id, ETags.require(ifMatch), request.checked(), caller.get())));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Remove a webhook endpoint with its deliveries")
    public void remove(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        keeping.remove(id, ETags.require(ifMatch), caller.get());
    }

    @POST
    @Path("{id}/secret-rotations")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Make a new secret and show it, this once; the former one signs beside it for a while")
    public Response rotate(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(WebhookEndpointView.of(keeping.rotate(id, ETags.require(ifMatch), caller.get())));
    }

    @POST
    @Path("{id}/pauses")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Send nothing to a webhook endpoint until it is resumed")
    public Response pause(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(WebhookEndpointView.of(keeping.pause(id, ETags.require(ifMatch), caller.get())));
    }

    @POST
    @Path("{id}/resumptions")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Send to a webhook endpoint again that was paused or switched off")
    public Response resume(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return answer(WebhookEndpointView.of(keeping.resume(id, ETags.require(ifMatch), caller.get())));
    }

    @POST
    @Path("{id}/tests")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Send a ping to a webhook endpoint now, and answer how that went")
    public WebhookDeliveryView test(@PathParam("id") UUID id) {
        return WebhookDeliveryView.of(delivering.ping(caller.get().tenant(), id), caller.locale());
    }

    private static Response answer(WebhookEndpointView view) {
        return Response.ok(view)
                .header(HttpHeaders.ETAG, ETags.of(view.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
