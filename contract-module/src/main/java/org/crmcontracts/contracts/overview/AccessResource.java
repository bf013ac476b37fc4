package org.crmcontracts.contracts.overview;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why somebody may or may not. */
@Path("access/explain")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
public class AccessResource {
    @Inject
    Explaining explaining;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR, ADMIN})
    @Operation(summary = "Why a person may or may not do something, as of their last token; everybody for themselves")
    public Explaining.Explanation explain(
            @QueryParam("user") @Nullable String user,
            @QueryParam("action") @Nullable String action,
            @QueryParam("contract") @Nullable String contract) {
        if (action == null || action.isBlank()) {
            throw malformed("/action");
        }
        return explaining.explain(user == null || user.isBlank() ? null : user, action, id(contract));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw malformed("/contract");
        }
    }

    private static Problem malformed(String pointer) {
        return new Problem(HttpProblem.BAD_REQUEST).withErrors(List.of(new FieldError(pointer, "MALFORMED")));
    }
}
