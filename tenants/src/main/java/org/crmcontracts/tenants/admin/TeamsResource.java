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
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.Team;
import org.crmcontracts.tenants.people.Teams;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The teams of the tenant. */
@Path("teams")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class TeamsResource {
    @Inject
    Teams teams;

    @GET
    @RolesAllowed({Role.Names.ADMIN, Role.Names.AUDITOR})
    @Operation(summary = "The teams by name, with their leads and members")
    public Page<Team> list() {
        return Page.of(teams.all());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Set up a team")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Team.class)))
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull TeamRequest request) {
        return answer(
                Response.Status.CREATED,
                teams.create(request.name().strip(), request.lead(), request.members(), IdempotencyKey.of(key)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Change a team's name, lead and members")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Team.class)))
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull TeamRequest request) {
        return answer(
                Response.Status.OK,
                teams.change(id, request.name().strip(), request.lead(), request.members(), ETags.require(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Remove a team; its people stay")
    public void remove(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        teams.remove(id, ETags.require(ifMatch));
    }

    private static Response answer(Response.Status status, Team team) {
        return Response.status(status)
                .entity(team)
                .header(HttpHeaders.ETAG, ETags.of(team.version()))
                .build();
    }
}
