package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.crmcontracts.tenants.events.CloudEvent;
import org.crmcontracts.tenants.events.EventType;
import org.crmcontracts.tenants.events.EventTypes;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What webhooks can tell. */
@Path("event-types")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class EventTypesResource {
    @Inject
    EventTypes types;

    @Inject
    CurrentCaller caller;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * A type of event.
     *
     * @param name as an endpoint asks for it
     * @param sample a message as it would be sent
     */
    public record EventTypeView(String name, String description, Map<String, Object> sample) {}

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The types of events that a webhook may ask for, each with a sample message")
    public Page<EventTypeView> list() {
        Locale locale = caller.locale();
        return Page.of(types.all().stream()
                .map(type -> new EventTypeView(type.name(), type.description(locale), sample(type)))
                .toList());
    }

    private Map<String, Object> sample(EventType type) {
        String key = caller.get().tenant().key();
        return CloudEvent.of(ids.next(), key, type.name(), type.subject(), clock.instant(), type.sample())
                .members();
    }
}
