package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.UUID;
import org.crmcontracts.tenants.events.WebhookDelivery;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was sent to a webhook endpoint. */
@Path("webhook-endpoints/{id}/deliveries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookDeliveriesResource {
    @Inject
    ReadingWebhooks reading;

    @Inject
    CurrentCaller caller;

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "What was sent to a webhook endpoint, newest event first")
    public Page<WebhookDeliveryView> list(
            @PathParam("id") UUID id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page<WebhookDelivery> page = reading.deliveries(id, state(state), Page.limit(limit), cursor);
        return new Page<>(
                page.items().stream()
                        .map(delivery -> WebhookDeliveryView.of(delivery, caller.locale()))
                        .toList(),
                page.next(),
                page.total());
    }

    private static WebhookDelivery.@Nullable State state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(WebhookDelivery.State.values())
                .filter(state -> state.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Problem(HttpProblem.BAD_REQUEST));
    }
}
