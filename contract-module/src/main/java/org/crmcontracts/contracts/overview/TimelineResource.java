package org.crmcontracts.contracts.overview;

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
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.crmcontracts.tenants.http.Page;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to a contract. */
@Path("contracts/{id}/timeline")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contracts")
public class TimelineResource {
    @Inject
    Timeline timeline;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR})
    @Operation(summary = "List what happened to a contract, oldest first")
    public Page<Timeline.Entry> list(@PathParam("id") UUID id) {
        return Page.of(timeline.of(id));
    }
}
