package org.crmcontracts.connectors.customer;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Customers and their contacts: to read, and to change where no CRM owns the field. */
@Path("customers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class CustomersResource {
    @Inject
    Customers customers;

    @Inject
    CustomerRecords records;

    @Inject
    EditingCustomers editing;

    @Inject
    CurrentCaller caller;

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
    @Operation(summary = "Customers by name; of one connection, or of none")
    public Page<Customer> list(
            @QueryParam("query") @Nullable String query,
            @QueryParam("connection") @Nullable String connection,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return customers.list(query, connection, Page.limit(limit, settings.get(CommonSettings.PAGE_SIZE)), cursor);
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
    @Operation(summary = "A customer with its contacts, its records in CRMs and the sources of its fields")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response get(@PathParam("id") UUID id) {
        return answer(Response.ok(), id);
    }

    @GET
    @Path("{id}/history")
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
    @Operation(summary = "What happened to a customer and to those merged into it, the newest first")
    public Page<CustomerEvent> history(@PathParam("id") UUID id) {
        return Page.of(records.history(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.SALES, Role.Names.BUSINESS})
    @Operation(summary = "Add a customer")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response add(
            @HeaderParam("Idempotency-Key") @Nullable String key, @NotNull Map<String, @Nullable String> fields) {
        Customer added = editing.add(IdempotencyKey.of(key), fields, caller.get());
        return answer(Response.created(URI.create("customers/" + added.id())), added.id());
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.SALES, Role.Names.BUSINESS})
    @Operation(summary = "Change fields of a customer; an empty or missing value clears one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = CustomerView.class)))
    public Response edit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull Map<String, @Nullable String> fields) {
        editing.edit(IdempotencyKey.of(key), id, ETags.require(ifMatch), fields, caller.get());
        return answer(Response.ok(), id);
    }

    @POST
    @Path("{id}/contacts")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.SALES, Role.Names.BUSINESS})
    @Operation(summary = "Add a contact to a customer")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = Contact.class)))
    public Response addContact(
            @PathParam("id") UUID id,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull Map<String, @Nullable String> fields) {
        Contact added = editing.addContact(IdempotencyKey.of(key), id, fields, caller.get());
        return Response.created(URI.create("customers/" + id + "/contacts/" + added.id()))
                .header(HttpHeaders.ETAG, ETags.of(added.version()))
                .entity(added)
                .build();
    }

    @PATCH
    @Path("{id}/contacts/{contactId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.Names.SALES, Role.Names.BUSINESS})
    @Operation(summary = "Change fields of a contact; an empty or missing value clears one")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Contact.class)))
    public Response editContact(
            @PathParam("id") UUID id,
            @PathParam("contactId") UUID contact,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @NotNull Map<String, @Nullable String> fields) {
        Contact edited =
                editing.editContact(IdempotencyKey.of(key), id, contact, ETags.require(ifMatch), fields, caller.get());
        return Response.ok(edited)
                .header(HttpHeaders.ETAG, ETags.of(edited.version()))
                .build();
    }

    private Response answer(Response.ResponseBuilder response, UUID id) {
        CustomerView view = records.view(id);
        return response.header(HttpHeaders.ETAG, ETags.of(view.customer().version()))
                .entity(view)
                .build();
    }
}
