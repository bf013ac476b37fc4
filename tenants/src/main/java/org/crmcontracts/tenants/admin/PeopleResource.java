package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.People;
import org.crmcontracts.tenants.people.Person;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The people of the tenant, as their tokens told of them. */
@Path("people")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class PeopleResource {
    @Inject
    People people;

    @Inject
    TenantSettings settings;

    @GET
    @RolesAllowed({Role.Names.ADMIN, Role.Names.AUDITOR})
    @Operation(summary = "The people seen so far, by name")
    public Page<PersonView> list(
            @QueryParam("query") @Nullable String query,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Page<Person> page = people.page(query, Page.limit(limit, settings.get(CommonSettings.PAGE_SIZE)), cursor);
        return new Page<>(page.items().stream().map(PersonView::of).toList(), page.next(), null);
    }

    @PUT
    @Path("{userId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Give a person a reach of their own, or leave it to the mappings")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PersonView.class)))
    public Response assign(
            @PathParam("userId") String userId,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ScopeRequest request) {
        Person person = people.assignScope(userId, request.asScope(), ETags.require(ifMatch));
        return Response.ok(PersonView.of(person))
                .header(HttpHeaders.ETAG, ETags.of(person.version()))
                .build();
    }
}
