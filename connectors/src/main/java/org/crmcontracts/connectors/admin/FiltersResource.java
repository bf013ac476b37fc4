package org.crmcontracts.connectors.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Which records of a connection's CRM come over. */
@Path("connections/{id}/filters")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Connections")
public class FiltersResource {
    @Inject
    FilteringRecords filtering;

    @Inject
    CurrentCaller caller;

    /** Conditions that must all hold; none where every record comes over. */
    public record FilterRequest(@NotNull @Size(max = 20) List<@Valid @NotNull ConditionView> conditions) {}

    @GET
    @RolesAllowed({Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "The conditions that records must meet to come over; the mapping's version is in the ETag")
    public Response filters(@PathParam("id") UUID id) {
        return answer(filtering.filter(id, caller.get()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Let other records come over; everything is read again, and what is linked stays")
    public Response filter(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull FilterRequest request) {
        return answer(filtering.change(id, ETags.require(ifMatch), request.conditions(), caller.get()));
    }

    @POST
    @Path("previews")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "How many of the records that were changed lately meet conditions; stores nothing")
    public Page<FilterPreview> preview(@PathParam("id") UUID id, @Valid @NotNull FilterRequest request) {
        return Page.of(filtering.preview(id, request.conditions(), caller.get()));
    }

    private static Response answer(FilteringRecords.Versioned filter) {
        return Response.ok(Page.of(filter.conditions()))
                .header(HttpHeaders.ETAG, ETags.of(filter.version()))
                .build();
    }
}
