package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Clusters;

/** Arms what is to be done for every tenant, for those that do not have it yet: new ones, or all when a kind is new. */
@ApplicationScoped
public class Rounds {
    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private static final String SERVED =
            "select id, role_name from platform.tenant where state = 'ACTIVE' and cluster = ?";

    /** The first turn is anywhere within the pause, so that not all tenants' come at once. */
    private static final String ARM =
            """
            insert into platform.job (id, tenant_id, tenant_role, kind, key, state, run_at, repeat_seconds)
            select gen_random_uuid(), t.id, t.role, n.kind, 'round', 'WAITING', now() + random() * make_interval(secs => n.every),
                   n.every
              from unnest(?::uuid[], ?::text[]) as t (id, role), (select ?::text as kind, ?::integer as every) n
             where not exists (select 1 from platform.job j
                                where j.tenant_role = t.role and j.kind = n.kind and j.key = 'round')
            on conflict do nothing
            """;

    @Inject
    Clusters clusters;

    @Inject
    @Any
    Instance<JobHandler> handlers;

    /** May be called by several nodes at once; what fails is logged and left to the next call. */
    void arm() {
        for (JobHandler handler : handlers) {
            handler.everyTenant().ifPresent(every -> arm(handler.kind(), every));
        }
    }

    private void arm(String kind, Duration every) {
        for (String cluster : clusters.names()) {
            try {
                arm(clusters.unbound(Clusters.HOME), cluster, clusters.unbound(cluster), kind, every);
            } catch (SQLException | RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "jobs of kind " + kind + " could not be armed on " + cluster, e);
            }
        }
    }

    /** Returns how many of the cluster's tenants had none. */
    static int arm(DataSource registry, String name, DataSource cluster, String kind, Duration every)
            throws SQLException {
        List<UUID> ids = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        try (Connection connection = registry.getConnection();
                PreparedStatement select = connection.prepareStatement(SERVED)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getObject(1, UUID.class));
                    roles.add(row.getString(2));
                }
            }
        }
        try (Connection connection = cluster.getConnection();
                PreparedStatement insert = connection.prepareStatement(ARM)) {
            insert.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            insert.setArray(2, connection.createArrayOf("text", roles.toArray()));
            insert.setString(3, kind);
            insert.setInt(4, Math.toIntExact(every.toSeconds()));
            return insert.executeUpdate();
        }
    }
}
