package org.crmcontracts.contracts.approval;

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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.ContractAnswer;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The inbox of reviewers. */
@Path("approval-tasks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Approval")
public class TasksResource {
    @Inject
    Deciding deciding;

    @GET
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR})
    @Operation(summary = "List the tasks the caller may decide, oldest first")
    public Page<InboxItem> list(@QueryParam("state") @Nullable String state) {
        return Page.of(deciding.inbox(state(state), Page.MAX_LIMIT));
    }

    @POST
    @Path("{id}/decisions")
    @RolesAllowed({LEGAL, FINANCE, BUSINESS, EXECUTIVE})
    @Operation(summary = "Approve a contract in a lane, or return it")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response decide(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            DecisionRequest request) {
        return ContractAnswer.ok(deciding.decide(id, ETags.require(ifMatch), request, IdempotencyKey.of(key)));
    }

    private static ApprovalTask.State state(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return ApprovalTask.State.OPEN;
        }
        return Arrays.stream(ApprovalTask.State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Problem(HttpProblem.BAD_REQUEST));
    }
}
