package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Claims the jobs of one cluster for this node and renews their leases, until it is stopped. Does no job itself, so that
 * none can keep it from renewing.
 */
final class ClaimLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(ClaimLoop.class.getName());
    private static final Duration RENEW_EVERY = Duration.ofSeconds(10);
    private static final Duration TAKE_BACK_EVERY = Duration.ofSeconds(5);
    /** How long the jobs of a tenant that is not served are left alone. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final String cluster;
    private final JobTable table;
    private final Semaphore idle;
    private final int perTenant;
    private final Duration poll;
    private final BiConsumer<ClaimLoop, Job> begin;

    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private final Map<UUID, JobRun> running = new ConcurrentHashMap<>();
    private final Map<String, Long> resting = new ConcurrentHashMap<>();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean stopped;
    private long renewedAt = System.nanoTime();
    private long tookBackAt = renewedAt - TAKE_BACK_EVERY.toNanos();

    /**
     * @param idle the node's threads that do nothing, shared with the loops of other clusters
     * @param begin starts a job on a thread of its own; {@link #ended} must follow
     */
    ClaimLoop(
            String cluster,
            JobTable table,
            Semaphore idle,
            int perTenant,
            Duration poll,
            BiConsumer<ClaimLoop, Job> begin) {
        this.cluster = cluster;
        this.table = table;
        this.idle = idle;
        this.perTenant = perTenant;
        this.poll = poll;
        this.begin = begin;
    }

    String cluster() {
        return cluster;
    }

    JobTable table() {
        return table;
    }

    void stop() {
        stopped = true;
        bell.release();
    }

    /** The run's lease is known to hold since its claim. */
    void running(JobRun run) {
        running.put(run.job().id(), run);
    }

    void ended(Job job) {
        held.remove(job.id());
        running.remove(job.id());
        idle.release();
        bell.release();
    }

    /** Gives the job back and claims none of its tenant for a while. */
    void rest(Job job) {
        resting.put(job.role(), System.nanoTime());
        JobSql.putBack(table::update, job, Duration.ZERO);
    }

    @Override
    public void run() {
        boolean failing = false;
        while (!stopped) {
            try {
                boolean more = turn();
                failing = false;
                if (!more) {
                    await();
                }
            } catch (RuntimeException e) {
                // The database may be away for a while; once is enough to say so.
                if (!failing && !stopped) {
                    LOG.log(System.Logger.Level.ERROR, "no jobs can be claimed; trying again", e);
                }
                failing = true;
                await();
            }
        }
    }

    /** True if there may be more to do at once. */
    private boolean turn() {
        long now = System.nanoTime();
        if (now - renewedAt >= RENEW_EVERY.toNanos()) {
            table.renew(held);
            running.values().forEach(JobRun::renewed);
            renewedAt = now;
        }
        if (now - tookBackAt >= TAKE_BACK_EVERY.toNanos()) {
            table.takeBack();
            tookBackAt = now;
        }
        resting.values().removeIf(since -> now - since > REST.toNanos());
        boolean more = table.ripen();
        int wanted = idle.drainPermits();
        int begun = 0;
        try {
            List<Job> jobs = wanted == 0 ? List.of() : table.claim(wanted, perTenant, resting.keySet());
            for (Job job : jobs) {
                held.add(job.id());
                begun++;
                begin.accept(this, job);
            }
        } finally {
            idle.release(wanted - begun);
        }
        return more && begun > 0;
    }

    /** Until a job ends or the next look is due. */
    private void await() {
        try {
            if (bell.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
