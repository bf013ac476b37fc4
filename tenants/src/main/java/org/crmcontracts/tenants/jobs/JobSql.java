package org.crmcontracts.tenants.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The statements on {@code platform.job} that a tenant's transaction and a worker's own connection have in common. All
 * times are the database's, as the clocks of the nodes may differ.
 */
final class JobSql {
    private JobSql() {}

    /** Runs a statement and tells how many rows it touched. */
    @FunctionalInterface
    interface Update {
        int run(String sql, @Nullable Object... parameters);
    }

    private static final String MINE = " where tenant_role = ? and id = ? and fence = ? and state = 'RUNNING'";

    /**
     * Adds as the tenant that the connection is bound to. A waiting job of the key stays as it is, only sooner if asked
     * for; a running one runs again; a failed one is tried anew. In each case its row is locked until the commit, so that
     * no worker begins the job before it can see what this transaction wrote.
     */
    static void add(Update update, UUID id, UUID tenant, NewJob job) {
        Instant at = job.at();
        Duration every = job.every();
        if (every != null && job.key() == null) {
            throw new IllegalArgumentException("a recurring job needs a key, or it would be armed twice");
        }
        update.run(
                """
                insert into platform.job as j (id, tenant_id, kind, key, ref, state, run_at, repeat_seconds)
                select ?, ?, ?, ?, ?::jsonb, case when n.at is null then 'READY' else 'WAITING' end,
                       coalesce(n.at, now()), ?::integer
                  from (select ?::timestamptz as at) n
                on conflict (tenant_role, kind, key) where key is not null do update
                   set again = j.state = 'RUNNING' and (j.again or excluded.repeat_seconds is null),
                       state = case when j.state = 'FAILED' then 'WAITING' else j.state end,
                       run_at = case when j.state = 'FAILED' then excluded.run_at
                                     when j.attempts = 0 then least(j.run_at, excluded.run_at)
                                     else j.run_at end,
                       attempts = case when j.state = 'FAILED' then 0 else j.attempts end,
                       failed_at = case when j.state = 'FAILED' then null else j.failed_at end,
                       problem = case when j.state = 'FAILED' then null else j.problem end,
                       repeat_seconds = coalesce(excluded.repeat_seconds, j.repeat_seconds)
                 where j.state in ('RUNNING', 'FAILED') or j.attempts = 0 and excluded.run_at < j.run_at
                    or j.repeat_seconds <> excluded.repeat_seconds
                """,
                id,
                tenant,
                job.kind(),
                job.key(),
                json(job),
                every == null ? null : Math.toIntExact(every.toSeconds()),
                at == null ? null : at.atOffset(ZoneOffset.UTC));
    }

    /** The job is done: forgotten, or armed for its next turn. False if it is not this claim's any more. */
    static boolean done(Update update, Job job, @Nullable Duration pause) {
        boolean forgotten = update.run(
                        "delete from platform.job" + MINE + " and not again and repeat_seconds is null",
                        job.role(),
                        job.id(),
                        job.fence())
                == 1;
        return forgotten
                || update.run(
                                "update platform.job set state = 'WAITING', attempts = 0, again = false, owner = null,"
                                        + " lease_until = null, failed_at = null, problem = null,"
                                        + " run_at = case when again then now() else now() + make_interval(secs => ?) end"
                                        + MINE,
                                seconds(pause),
                                job.role(),
                                job.id(),
                                job.fence())
                        == 1;
    }

    /** The next attempt comes after the pause. */
    static boolean retry(Update update, Job job, Duration pause, String problem) {
        return update.run(
                        "update platform.job set state = 'WAITING', again = false, owner = null, lease_until = null,"
                                + " problem = ?, run_at = now() + make_interval(secs => ?)" + MINE,
                        problem,
                        seconds(pause),
                        job.role(),
                        job.id(),
                        job.fence())
                == 1;
    }

    /** To the failure inbox; a recurring job stays armed for its next turn all the same. */
    static boolean fail(Update update, Job job, @Nullable Duration pause, String problem) {
        return update.run(
                        "update platform.job set again = false, owner = null, lease_until = null, problem = ?,"
                                + " failed_at = coalesce(failed_at, now()),"
                                + " state = case when repeat_seconds is null then 'FAILED' else 'WAITING' end,"
                                + " attempts = case when repeat_seconds is null then attempts else 0 end,"
                                + " run_at = case when repeat_seconds is null then run_at"
                                + " else now() + make_interval(secs => ?) end" + MINE,
                        problem,
                        seconds(pause),
                        job.role(),
                        job.id(),
                        job.fence())
                == 1;
    }

    /** As if it had not been claimed; comes again after the pause, or at once if it was added again meanwhile. */
    static boolean putBack(Update update, Job job, Duration pause) {
        return update.run(
                        "update platform.job set state = 'WAITING', attempts = attempts - 1, again = false, owner = null,"
                                + " lease_until = null,"
                                + " run_at = case when again then now() else now() + make_interval(secs => ?) end"
                                + MINE,
                        seconds(pause),
                        job.role(),
                        job.id(),
                        job.fence())
                == 1;
    }

    /** Makes sure, at the end of a transaction and until its commit, that no other worker has the job. */
    static boolean hold(Update update, Job job) {
        return update.run(
                        "update platform.job set lease_until = clock_timestamp() + make_interval(secs => ?)" + MINE,
                        (double) JobTable.LEASE.toSeconds(),
                        job.role(),
                        job.id(),
                        job.fence())
                == 1;
    }

    private static double seconds(@Nullable Duration pause) {
        return pause == null ? 0 : pause.toMillis() / 1000.0;
    }

    private static String json(NewJob job) {
        try {
            return Json.mapper().writeValueAsString(job.ref());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
