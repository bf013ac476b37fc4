package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.provisioning.ClusterLoads;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The servers that tenants stand on, for operators. */
@Path("platform/clusters")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class PlatformClustersResource {
    @Inject
    ClusterLoads loads;

    /**
     * One PostgreSQL server.
     *
     * @param state {@code UP} or {@code DOWN}; the tenants of one that is down are not served
     */
    public record ClusterView(String name, long tenants, long maxTenants, String state) {}

    /** All clusters, the home cluster first. */
    public record ClustersView(List<ClusterView> items) {}

    @GET
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "The PostgreSQL servers, how many tenants each holds and whether it answers")
    public ClustersView clusters() {
        return new ClustersView(loads.all().stream()
                .map(load -> new ClusterView(load.cluster(), load.tenants(), load.cap(), load.up() ? "UP" : "DOWN"))
                .toList());
    }
}
