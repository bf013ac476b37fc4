package org.crmcontracts.contracts.archive;

import static org.crmcontracts.tenants.identity.Role.Names.RECORDS;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.ContractAnswer;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Archiving a closed contract. */
@Path("contracts/{id}/archivings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Archive")
public class ArchivingsResource {
    @Inject
    Archiving archiving;

    @POST
    @RolesAllowed({RECORDS})
    @Operation(summary = "Give a closed contract its archive number and place")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ContractView.class)))
    public Response archive(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            ArchivingRequest request) {
        return ContractAnswer.ok(archiving.archive(ContractCommand.of(id, ifMatch, key), request));
    }
}
