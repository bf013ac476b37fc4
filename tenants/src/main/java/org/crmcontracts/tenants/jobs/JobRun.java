package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/** One attempt at a job, as its handler sees it. */
public final class JobRun {
    private final Job job;
    private final Tenant tenant;
    private final @Nullable Duration pause;
    private final InTenant inTenant;
    private final TenantSql sql;
    private volatile long renewedAt = System.nanoTime();
    private volatile boolean finished;

    JobRun(Job job, Tenant tenant, @Nullable Duration pause, InTenant inTenant, TenantSql sql) {
        this.job = job;
        this.tenant = tenant;
        this.pause = pause;
        this.inTenant = inTenant;
        this.sql = sql;
    }

    public Tenant tenant() {
        return tenant;
    }

    /** A parameter that the job was added with; fails if it has none of the name. */
    public String ref(String name) {
        String value = job.ref().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the job has no " + name);
        }
        return value;
    }

    public Map<String, String> ref() {
        return job.ref();
    }

    /** 1 for the first. */
    public int attempt() {
        return job.attempt();
    }

    /** Larger than that of every earlier claim of the job, for whatever stands outside of the database. */
    public long fence() {
        return job.fence();
    }

    /**
     * To be called between the parts of long work; {@link LostLease} if this node has not reached the database for so
     * long that another may do the job by now. The lease itself is renewed in the background.
     */
    public void beat() {
        if (System.nanoTime() - renewedAt > JobTable.LEASE.toNanos()) {
            throw new LostLease();
        }
    }

    /**
     * Runs the body in a transaction of the tenant, which commits only while the job is this run's; {@link LostLease}
     * otherwise.
     */
    public <T> T inTenant(Callable<T> body) {
        return inTenant.call(tenant, () -> {
            T result = body.call();
            require(JobSql.hold(sql::update, job));
            return result;
        });
    }

    /**
     * Runs the body in a transaction of the tenant that also ends the job, so that its effect comes exactly once;
     * {@link LostLease} if the job is not this run's any more. Nothing may follow in the handler.
     */
    public void finish(Runnable body) {
        inTenant.run(tenant, () -> {
            body.run();
            require(JobSql.done(sql::update, job, pause));
        });
        finished = true;
    }

    private static void require(boolean held) {
        if (!held) {
            throw new LostLease();
        }
    }

    boolean isFinished() {
        return finished;
    }

    /** A lease that was lost once stays lost. */
    void renewed() {
        long now = System.nanoTime();
        if (now - renewedAt <= JobTable.LEASE.toNanos()) {
            renewedAt = now;
        }
    }

    Job job() {
        return job;
    }
}
