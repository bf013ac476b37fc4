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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The contract types. */
@Path("contract-types")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Library")
public class ContractTypesResource {
    @Inject
    Library library;

    @Inject
    CurrentCaller current;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR, ADMIN})
    @Operation(summary = "List the contract types")
    public Page<ContractTypeView> types() {
        return Page.of(library.types().stream()
                .map(type -> ContractTypeView.of(type, current.locale()))
                .toList());
    }
}
