package org.crmcontracts.tenants.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of all tenants of one cluster, as one node's workers see them.
 *
 * <p>Fair by rotation: a claim goes on with the tenant after the one that was served last and takes one job of each, so
 * that nobody waits for more than one job of every other tenant. The index on ready jobs makes it visit only tenants
 * that have some, however many jobs they have.
 */
final class JobTable {
    /** A worker that is silent for so long has died; another may take over. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int BATCH = 1_000;

    private static final String RIPEN =
            """
            update platform.job j set state = 'READY'
              from (select tenant_role, id from platform.job where state = 'WAITING' and run_at <= now()
                     order by run_at limit ? for update skip locked) due
             where j.tenant_role = due.tenant_role and j.id = due.id
            """;

    private static final String TAKE_BACK =
            """
            update platform.job j set state = 'READY', owner = null, lease_until = null, problem = ?
              from (select tenant_role, id from platform.job where state = 'RUNNING' and lease_until < now()
                     for update skip locked) lost
             where j.tenant_role = lost.tenant_role and j.id = lost.id
            """;

    private static final String CLAIM =
            """
            with recursive running as (
                select tenant_role, count(*) as jobs from platform.job where state = 'RUNNING' group by tenant_role
            ), turn as (
                (select tenant_role from platform.job where state = 'READY' and tenant_role > ?
                  order by tenant_role limit 1)
                union all
                select (select j.tenant_role from platform.job j where j.state = 'READY' and j.tenant_role > t.tenant_role
                         order by j.tenant_role limit 1)
                  from turn t where t.tenant_role is not null
            ), chosen as (
                select j.tenant_role, j.id
                  from turn t
                 cross join lateral (
                     select tenant_role, id from platform.job
                      where state = 'READY' and tenant_role = t.tenant_role
                      order by run_at, id limit 1 for update skip locked) j
                 where t.tenant_role <> all (?)
                   and coalesce((select r.jobs from running r where r.tenant_role = t.tenant_role), 0) < ?
                 limit ?
            )
            update platform.job j
               set state = 'RUNNING', attempts = attempts + 1, fence = fence + 1, owner = ?,
                   lease_until = now() + make_interval(secs => ?)
              from chosen c where j.tenant_role = c.tenant_role and j.id = c.id
            returning j.id, j.tenant_id, j.tenant_role, j.kind, j.ref::text, j.attempts, j.fence, j.repeat_seconds
            """;

    /** A row that is locked is just being settled and needs no lease. */
    private static final String RENEW =
            """
            update platform.job j set lease_until = now() + make_interval(secs => ?)
              from (select tenant_role, id from platform.job where state = 'RUNNING' and owner = ? and id = any (?)
                     for update skip locked) mine
             where j.tenant_role = mine.tenant_role and j.id = mine.id
            """;

    private final DataSource cluster;
    private final String owner;
    private String served = "";

    /**
     * @param owner names this node's workers; unique to each start of a node
     */
    JobTable(DataSource cluster, String owner) {
        this.cluster = cluster;
        this.owner = owner;
    }

    /** Makes ready what is due. True if more may be due. */
    boolean ripen() {
        return update(RIPEN, BATCH) == BATCH;
    }

    /** Makes ready what workers held that have died. */
    int takeBack() {
        return update(TAKE_BACK, JobProblem.JOB_INTERRUPTED.name());
    }

    /** Renews the leases of jobs that this node holds. */
    void renew(Collection<UUID> held) {
        update(RENEW, (double) LEASE.toSeconds(), owner, held.toArray(UUID[]::new));
    }

    /**
     * Claims ready jobs. Called by one thread at a time.
     *
     * @param perTenant how many of one tenant may run on all nodes; two nodes that claim in the same moment may exceed
     *     it by one job each
     * @param resting roles of tenants whose jobs must wait
     */
    List<Job> claim(int wanted, int perTenant, Collection<String> resting) {
        List<Job> claimed = new ArrayList<>();
        boolean wrapped = served.isEmpty();
        while (claimed.size() < wanted) {
            int missing = wanted - claimed.size();
            List<Job> turn = claimAfter(served, missing, perTenant, resting);
            claimed.addAll(turn);
            // RETURNING keeps no order.
            served = turn.size() < missing
                    ? ""
                    : turn.stream().map(Job::role).max(String::compareTo).orElse("");
            if (turn.isEmpty() && wrapped) {
                break;
            }
            wrapped = wrapped || turn.isEmpty();
        }
        return claimed;
    }

    private List<Job> claimAfter(String role, int wanted, int perTenant, Collection<String> resting) {
        try (Connection connection = cluster.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, role);
            claim.setArray(2, connection.createArrayOf("text", resting.toArray()));
            claim.setInt(3, perTenant);
            claim.setInt(4, wanted);
            claim.setString(5, owner);
            claim.setDouble(6, LEASE.toSeconds());
            try (ResultSet rows = claim.executeQuery()) {
                List<Job> jobs = new ArrayList<>();
                while (rows.next()) {
                    jobs.add(job(rows));
                }
                return jobs;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("no jobs could be claimed", e);
        }
    }

    /** One statement in a transaction of its own. */
    int update(String sql, @Nullable Object... parameters) {
        try (Connection connection = cluster.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the jobs could not be updated", e);
        }
    }

    private static Job job(ResultSet row) throws SQLException {
        int every = row.getInt(8);
        return new Job(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                ref(row.getString(5)),
                row.getInt(6),
                row.getLong(7),
                every == 0 ? null : Duration.ofSeconds(every));
    }

    static Map<String, String> ref(String json) {
        return Json.read(json, new TypeReference<>() {});
    }
}
