package org.crmcontracts.connectors.customer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Pairs of customers that are likely one. */
@Path("customer-duplicates")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class DuplicatesResource {
    @Inject
    Duplicates duplicates;

    @Inject
    CurrentCaller caller;

    @Inject
    TenantSettings settings;

    /** How many pairs are open. */
    public record Found(int open) {}

    @GET
    @RolesAllowed({Role.Names.LEGAL, Role.Names.AUDITOR, Role.Names.ADMIN})
    @Operation(summary = "Likely duplicates, as they were found last; the most likely first")
    public Page<CustomerDuplicate> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return duplicates.list(Page.limit(limit, settings.get(CommonSettings.PAGE_SIZE)), cursor);
    }

    @POST
    @RolesAllowed({Role.Names.LEGAL, Role.Names.ADMIN})
    @Operation(summary = "Look for duplicates among all customers; repeating it is harmless")
    public Found find() {
        return new Found(duplicates.find());
    }

    @PUT
    @Path("{left}/{right}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.LEGAL, Role.Names.ADMIN})
    @Operation(summary = "Say that two customers are not one, or take it back")
    public void dismiss(
            @PathParam("left") UUID left, @PathParam("right") UUID right, @NotNull @Valid DismissalRequest request) {
        duplicates.dismiss(left, right, request.dismissed(), caller.get());
    }
}
