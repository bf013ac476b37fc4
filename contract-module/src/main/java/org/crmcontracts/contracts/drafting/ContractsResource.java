package org.crmcontracts.contracts.drafting;

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
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.ContractAnswer;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractFilter;
import org.crmcontracts.contracts.lifecycle.ContractRow;
import org.crmcontracts.contracts.lifecycle.ContractRows;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.contracts.lifecycle.ContractViews;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.settings.CommonSettings;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Contracts: the list, one contract, and the writing of drafts. */
@Path("contracts")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Contracts")
public class ContractsResource {
    @Inject
    Drafting drafting;

    @Inject
    ContractRows rows;

    @Inject
    TenantSettings settings;

    @Inject
    ContractViews views;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR})
    @Operation(summary = "List contracts, newest change first")
    public Page<ContractRow> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("type") @Nullable String type,
            @QueryParam("customerId") @Nullable String customerId,
            @QueryParam("query") @Nullable String query,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Parameter(description = "Whether to count all hits; costs a look at each of them") @QueryParam("total")
                    boolean total) {
        return rows.page(
                ContractFilter.of(state, type, customerId, query),
                Page.limit(number(limit), settings.get(CommonSettings.PAGE_SIZE)),
                cursor,
                total);
    }

    @POST
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Create a draft")
    @APIResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response create(@HeaderParam("Idempotency-Key") @Nullable String key, DraftRequest request) {
        return ContractAnswer.created(drafting.create(request, IdempotencyKey.of(key)));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR})
    @Operation(summary = "Read a contract")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response get(@PathParam("id") UUID id) {
        return ContractAnswer.ok(views.get(id));
    }

    @PUT
    @Path("{id}")
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Edit a draft")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response edit(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            DraftRequest request) {
        return ContractAnswer.ok(drafting.edit(ContractCommand.of(id, ifMatch, null), request));
    }

    @PUT
    @Path("{id}/payments")
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Replace a draft's payment schedule")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response setPayments(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            PaymentsRequest request) {
        return ContractAnswer.ok(drafting.setPayments(ContractCommand.of(id, ifMatch, null), request));
    }

    @PUT
    @Path("{id}/clauses")
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Replace a draft's clauses")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response setClauses(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            ClausesRequest request) {
        return ContractAnswer.ok(drafting.setClauses(ContractCommand.of(id, ifMatch, null), request));
    }

    @POST
    @Path("{id}/clause-imports")
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Take clauses over from Markdown, plain text or a template")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response importClauses(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            ClauseImportRequest request) {
        return ContractAnswer.ok(drafting.importClauses(ContractCommand.of(id, ifMatch, key), request));
    }

    @POST
    @Path("{id}/cancellations")
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Cancel a contract that is not signed")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response cancel(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            ReasonRequest request) {
        return ContractAnswer.ok(drafting.cancel(ContractCommand.of(id, ifMatch, key), request));
    }

    // A plain Integer parameter would make the container answer 404 to a malformed number.
    private static @Nullable Integer number(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new Problem(HttpProblem.BAD_REQUEST);
        }
    }
}
