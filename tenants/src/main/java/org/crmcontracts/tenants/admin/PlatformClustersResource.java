package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.crmcontracts.tenants.identity.CurrentOperator;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.provisioning.ClusterLoads;
import org.crmcontracts.tenants.provisioning.TenantMoves;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where tenants stand, and how they are moved, for operators. */
@Path("platform")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class PlatformClustersResource {
    @Inject
    ClusterLoads loads;

    @Inject
    TenantMoves moves;

    @Inject
    CurrentOperator operator;

    /**
     * One PostgreSQL server.
     *
     * @param state {@code UP} or {@code DOWN}; the tenants of one that is down are not served
     */
    public record ClusterView(String name, long tenants, long maxTenants, String state) {}

    /** All clusters, the home cluster first. */
    public record ClustersView(List<ClusterView> items) {}

    /** Where a tenant shall go. */
    public record MoveRequest(@NotBlank @Size(max = 31) String cluster) {}

    @GET
    @Path("clusters")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "The PostgreSQL servers, how many tenants each holds and whether it answers")
    public ClustersView clusters() {
        return new ClustersView(loads.all().stream()
                .map(load -> new ClusterView(load.cluster(), load.tenants(), load.cap(), load.up() ? "UP" : "DOWN"))
                .toList());
    }

    @POST
    @Path("tenants/{key}/moves")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Begin to move a tenant to another PostgreSQL server; it goes on working meanwhile")
    public Response move(@PathParam("key") String key, @Valid @NotNull MoveRequest request) {
        return Response.accepted(MoveView.of(moves.begin(key, request.cluster(), operator.get())))
                .build();
    }

    @GET
    @Path("tenants/{key}/moves/current")
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "How far the tenant's running or last move is")
    public MoveView current(@PathParam("key") String key) {
        return MoveView.of(moves.current(key));
    }
}
