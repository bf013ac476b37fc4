package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.tenants.registry.Clusters;

/** How much work there is, over all tenants and clusters; nothing of what it is about. */
@ApplicationScoped
public class JobNumbers {
    private static final String COUNT =
            """
            select kind,
                   count(*) filter (where state = 'WAITING' and run_at > now()) as scheduled,
                   count(*) filter (where due) as waiting,
                   count(*) filter (where state = 'RUNNING') as running,
                   count(*) filter (where failed_at is not null) as failed,
                   coalesce(extract(epoch from now() - min(run_at) filter (where due))::bigint, 0) as oldest
              from (select *, state = 'READY' or state = 'WAITING' and run_at <= now() as due from platform.job) j
             group by kind order by kind
            """;

    @Inject
    Clusters clusters;

    /**
     * The jobs of one kind on one cluster.
     *
     * @param scheduled due only later
     * @param waiting due and not begun
     * @param failed in the failure inboxes
     * @param oldestWaitSeconds how long the oldest of those that are due has waited
     */
    public record Count(
            String cluster,
            String kind,
            long scheduled,
            long waiting,
            long running,
            long failed,
            long oldestWaitSeconds) {}

    public List<Count> all() {
        return clusters.names().stream().flatMap(name -> of(name).stream()).toList();
    }

    /** Of one cluster; only kinds that have jobs. */
    List<Count> of(String cluster) {
        List<Count> counts = new ArrayList<>();
        try (Connection connection = clusters.unbound(cluster).getConnection();
                PreparedStatement count = connection.prepareStatement(COUNT);
                ResultSet row = count.executeQuery()) {
            while (row.next()) {
                counts.add(new Count(
                        cluster,
                        row.getString("kind"),
                        row.getLong("scheduled"),
                        row.getLong("waiting"),
                        row.getLong("running"),
                        row.getLong("failed"),
                        row.getLong("oldest")));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("the jobs of cluster " + cluster + " could not be counted", e);
        }
    }
}
