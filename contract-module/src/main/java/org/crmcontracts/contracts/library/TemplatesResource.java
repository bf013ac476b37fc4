package org.crmcontracts.contracts.library;

import static org.crmcontracts.tenants.identity.Role.Names.ADMIN;
import static org.crmcontracts.tenants.identity.Role.Names.AUDITOR;
import static org.crmcontracts.tenants.identity.Role.Names.BUSINESS;
import static org.crmcontracts.tenants.identity.Role.Names.EXECUTIVE;
import static org.crmcontracts.tenants.identity.Role.Names.FINANCE;
import static org.crmcontracts.tenants.identity.Role.Names.LEGAL;
import static org.crmcontracts.tenants.identity.Role.Names.RECORDS;
import static org.crmcontracts.tenants.identity.Role.Names.SALES;

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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The templates. */
@Path("templates")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Library")
public class TemplatesResource {
    @Inject
    Library library;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR, ADMIN})
    @Operation(summary = "List the templates, of one type or all")
    public Page<TemplateView> templates(@QueryParam("type") @Nullable String type) {
        return Page.of(library.templates(type));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR, ADMIN})
    @Operation(summary = "Read a template with its clauses")
    public TemplateView template(@PathParam("id") UUID id) {
        return library.templateView(id);
    }
}
