package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.checkpoints.SigningKeys;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentOperator;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.provisioning.Erasure;
import org.crmcontracts.tenants.provisioning.TenantLife;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The life of tenants, for operators of the platform; takes tokens of the platform's issuer only. */
@Path("platform/tenants")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class PlatformTenantsResource {
    @Inject
    TenantLife life;

    @Inject
    Erasure erasure;

    @Inject
    SigningKeys keys;

    @Inject
    CurrentOperator operator;

    @GET
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "The tenants by key, in every state")
    public Page<PlatformTenantView> list(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        int size = Page.limit(limit);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).get(0);
        List<Tenant> found = life.list(after, size + 1);
        List<Tenant> shown = found.subList(0, Math.min(size, found.size()));
        String next = found.size() > size ? Cursor.encode(shown.get(size - 1).key()) : null;
        return new Page<>(shown.stream().map(PlatformTenantView::of).toList(), next, null);
    }

    @GET
    @Path("{key}")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "One tenant; nothing of what it holds")
    public PlatformTenantView get(@PathParam("key") String key) {
        return PlatformTenantView.of(life.get(key));
    }

    @PUT
    @Path("{key}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Create a tenant with its first token issuer; repeating the same request changes nothing")
    public Response create(@PathParam("key") String key, @Valid @NotNull TenantRequest request) {
        TenantLife.Created created = life.create(request.as(key), request.cluster(), operator.get());
        return Response.status(created.isNew() ? Response.Status.CREATED : Response.Status.OK)
                .entity(PlatformTenantView.of(created.tenant()))
                .build();
    }

    @POST
    @Path("{key}/suspensions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Stop serving a tenant, within 30 seconds on every node; nothing is lost")
    public PlatformTenantView suspend(@PathParam("key") String key, @Valid @NotNull ReasonRequest request) {
        return PlatformTenantView.of(life.suspend(key, request.reason(), operator.get()));
    }

    @POST
    @Path("{key}/resumptions")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Serve a suspended tenant again")
    public PlatformTenantView resume(@PathParam("key") String key) {
        return PlatformTenantView.of(life.resume(key, operator.get()));
    }

    @POST
    @Path("{key}/erasures")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Close a tenant now and erase it after the notice")
    public PlatformTenantView scheduleErasure(@PathParam("key") String key, @Valid @NotNull ReasonRequest request) {
        return PlatformTenantView.of(erasure.schedule(key, request.reason(), operator.get()));
    }

    @DELETE
    @Path("{key}/erasures/current")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Keep a tenant that is not yet erased; it is suspended until it is resumed")
    public PlatformTenantView cancelErasure(@PathParam("key") String key) {
        return PlatformTenantView.of(erasure.cancel(key, operator.get()));
    }

    /**
     * Of every tenant that had the key.
     *
     * @param keys the public keys that the receipts are signed with, as a JSON Web Key Set; null without any
     */
    public record ReceiptsView(List<ReceiptView> items, @Nullable Map<String, Object> keys) {}

    @GET
    @Path("{key}/receipts")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "What was erased of tenants that had this key, and how much there was; signed")
    public ReceiptsView receipts(@PathParam("key") String key) {
        return new ReceiptsView(
                erasure.receipts(key).stream().map(ReceiptView::of).toList(),
                keys.maySign() ? keys.publicKeys().asJson() : null);
    }

    @PUT
    @Path("{key}/hold")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Put a tenant under legal hold: it is not erased")
    public PlatformTenantView hold(@PathParam("key") String key, @Valid @NotNull ReasonRequest request) {
        return PlatformTenantView.of(erasure.hold(key, request.reason(), operator.get()));
    }

    @DELETE
    @Path("{key}/hold")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "End the legal hold")
    public PlatformTenantView release(@PathParam("key") String key) {
        return PlatformTenantView.of(erasure.release(key, operator.get()));
    }
}
