package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Placement;
import org.crmcontracts.tenants.registry.PlacementProblem;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** How full each cluster is, and where the next tenant goes. */
@ApplicationScoped
public class ClusterLoads {
    /** What one server carries well, see the benchmarks. */
    private static final long MOST_TENANTS = 2_500;

    @Inject
    AdminDatabase database;

    @Inject
    Clusters clusters;

    @Inject
    Config config;

    /** Of every cluster, the home cluster first. */
    public List<Placement.Load> all() {
        return database.registry().work(connection -> {
            List<Placement.Load> loads = new ArrayList<>();
            for (String name : clusters.names()) {
                String tenants = AdminSql.first(
                                connection, "select count(*) from platform.tenant where cluster = ?", name)
                        .orElseThrow();
                loads.add(new Placement.Load(name, Long.parseLong(tenants), cap(name), clusters.isReady(name)));
            }
            return loads;
        });
    }

    /**
     * The wanted cluster, or the best one if null. {@code CLUSTER_UNKNOWN}, {@code CLUSTER_DOWN}, {@code CLUSTERS_FULL},
     * {@code SERVICE_UNAVAILABLE} while none answers or this node is only starting.
     */
    String place(@Nullable String wanted) {
        if (wanted == null) {
            List<Placement.Load> loads = all();
            if (loads.stream().noneMatch(Placement.Load::up)) {
                throw new Problem(HttpProblem.SERVICE_UNAVAILABLE);
            }
            return Placement.choose(loads).orElseThrow(() -> new Problem(PlacementProblem.CLUSTERS_FULL));
        }
        if (!clusters.names().contains(wanted)) {
            throw new Problem(PlacementProblem.CLUSTER_UNKNOWN);
        }
        if (!clusters.isReady(wanted)) {
            throw Problem.of(PlacementProblem.CLUSTER_DOWN, "cluster", wanted);
        }
        return wanted;
    }

    private long cap(String name) {
        return config.getOptionalValue("cluster." + name + ".max-tenants", Long.class)
                .orElse(MOST_TENANTS);
    }
}
