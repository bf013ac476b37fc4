package org.crmcontracts.connectors.customer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Customers, to read: their source is the CRM they are synced from. */
@Path("customers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class CustomersResource {
    @Inject
    Customers customers;

    @Inject
    TenantSettings settings;

    @GET
    @RolesAllowed({
        Role.Names.SALES,
        Role.Names.LEGAL,
        Role.Names.FINANCE,
        Role.Names.BUSINESS,
        Role.Names.EXECUTIVE,
        Role.Names.RECORDS,
        Role.Names.AUDITOR,
        Role.Names.ADMIN
    })
    @Operation(summary = "Customers by name")
    public Page<Customer> list(
            @QueryParam("query") @Nullable String query,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return customers.list(query, Page.limit(limit, settings.get(CommonSettings.PAGE_SIZE)), cursor);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({
        Role.Names.SALES,
        Role.Names.LEGAL,
        Role.Names.FINANCE,
        Role.Names.BUSINESS,
        Role.Names.EXECUTIVE,
        Role.Names.RECORDS,
        Role.Names.AUDITOR,
        Role.Names.ADMIN
    })
    @Operation(summary = "A customer with its contacts and its source")
    public CustomerView get(@PathParam("id") UUID id) {
        return new CustomerView(customers.get(id), customers.contacts(id));
    }
}
