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
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.contracts.library.ContractSettings;
import org.crmcontracts.contracts.lifecycle.ContractAnswer;
import org.crmcontracts.contracts.lifecycle.ContractCommand;
import org.crmcontracts.contracts.lifecycle.ContractView;
import org.crmcontracts.tenants.settings.TenantSettings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The files of a contract. */
@Path("contracts/{id}/documents")
@RequestScoped
@Tag(name = "Documents")
public class DocumentsResource {
    @Inject
    Uploading uploading;

    @Inject
    Downloading downloading;

    @Inject
    TenantSettings settings;

    // Any type is let in, so that the caller's role is judged before the type of the file.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({SALES, BUSINESS, LEGAL})
    @Operation(summary = "Keep a PDF, PNG or JPEG file with the contract")
    @APIResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = ContractView.Document.class)))
    public Response upload(
            @PathParam("id") UUID id,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("name") @Nullable String name,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            InputStream body) {
        ContractCommand command = ContractCommand.of(id, ifMatch, key);
        Document.Kind checked = Uploading.check(kind, name);
        String named = Objects.requireNonNull(name, "checked before").strip();
        Uploading.Uploaded uploaded = uploading.upload(
                command,
                checked,
                named,
                Upload.read(contentType, body, settings.get(ContractSettings.UPLOAD_MEGABYTES)));
        return ContractAnswer.of(Response.Status.CREATED, uploaded.document(), uploaded.version());
    }

    @GET
    @Path("{documentId}")
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({SALES, LEGAL, FINANCE, BUSINESS, EXECUTIVE, RECORDS, AUDITOR})
    @Operation(summary = "Download a file")
    public Response download(@PathParam("id") UUID id, @PathParam("documentId") UUID documentId) {
        Downloading.File file = downloading.file(id, documentId);
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
        return Response.ok(file.content(), file.contentType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename*=UTF-8''" + name)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
