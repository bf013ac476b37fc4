package org.crmcontracts.tenants.jobs;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Runs the jobs on this node.
 *
 * <p>Responsibilities: 1. one claiming loop for each cluster, which takes no more than there are idle threads, so that no
 * job waits behind another that some other node could do; 2. one job's failure is its own; 3. what the outcome means:
 * done, again later, or to the failure inbox.
 */
@ApplicationScoped
public class JobWorkers {
    private static final System.Logger LOG = System.getLogger(JobWorkers.class.getName());

    private static final Duration ARM_EVERY = Duration.ofMinutes(1);

    @Inject
    Clusters clusters;

    @Inject
    Tenants tenants;

    @Inject
    InTenant inTenant;

    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    @Inject
    @Any
    Instance<JobHandler> handlers;

    @Inject
    @ConfigProperty(name = "jobs.threads", defaultValue = "4")
    int threads;

    @Inject
    @ConfigProperty(name = "jobs.per-tenant", defaultValue = "2")
    int perTenant;

    @Inject
    @ConfigProperty(name = "jobs.poll-millis", defaultValue = "1000")
    int pollMillis;

    @Inject
    Rounds rounds;

    @Resource
    ManagedExecutorService executor;

    @Resource
    ManagedScheduledExecutorService clock;

    private final List<ClaimLoop> loops = new ArrayList<>();

    /** Begins to work; called once, when the schemas are up to date. With {@code jobs.threads = 0} it does not. */
    public void start() {
        if (threads <= 0) {
            return;
        }
        Semaphore idle = new Semaphore(threads);
        for (String cluster : clusters.names()) {
            JobTable table = new JobTable(clusters.unbound(cluster), ids.next().toString());
            ClaimLoop loop = new ClaimLoop(cluster, table, idle, perTenant, Duration.ofMillis(pollMillis), this::begin);
            loops.add(loop);
            executor.submit(loop);
        }
        clock.scheduleWithFixedDelay(rounds::arm, 0, ARM_EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        loops.forEach(ClaimLoop::stop);
    }

    /** The handler of a kind; empty if this program has none. */
    public Optional<JobHandler> handler(String kind) {
        return handlers.stream().filter(handler -> handler.kind().equals(kind)).findFirst();
    }

    private void begin(ClaimLoop loop, Job job) {
        executor.submit(() -> {
            try {
                work(loop, job);
            } catch (RuntimeException | Error e) {
                // Its lease ends by itself, and then it is tried again.
                LOG.log(System.Logger.Level.ERROR, "job " + job.id() + " could not be settled", e);
            } finally {
                loop.ended(job);
            }
        });
    }

    private void work(ClaimLoop loop, Job job) {
        JobTable table = loop.table();
        Tenant tenant = tenants.byId(job.tenantId()).orElse(null);
        if (tenant == null || !tenant.isRole(job.role())) {
            JobSql.fail(table::update, job, job.every(), JobProblem.JOB_TENANT_WRONG.name());
            return;
        }
        // One that is just being moved finds its jobs again at the new place.
        boolean elsewhere = !tenant.cluster().equals(loop.cluster());
        if (tenant.state() != TenantState.ACTIVE || tenant.isHeldBack() || elsewhere) {
            loop.rest(job);
            return;
        }
        JobHandler handler = handler(job.kind()).orElse(null);
        int most = handler == null ? JobHandler.MOST_ATTEMPTS : handler.mostAttempts();
        Duration pause = pause(handler, job);
        if (handler == null) {
            // While a new version is rolled out, another node may know it.
            setback(table, job, pause, most, JobProblem.JOB_KIND_UNKNOWN.name());
        } else if (job.attempt() > most) {
            JobSql.fail(table::update, job, pause, JobProblem.JOB_INTERRUPTED.name());
        } else {
            JobRun run = new JobRun(job, tenant, pause, inTenant, sql);
            loop.running(run);
            run(handler, run, table, pause);
        }
    }

    private void run(JobHandler handler, JobRun run, JobTable table, @Nullable Duration pause) {
        Job job = run.job();
        try {
            handler.run(run);
            if (!run.isFinished() && !JobSql.done(table::update, job, pause)) {
                LOG.log(System.Logger.Level.INFO, "job {0} was taken over before its end", job.id());
            }
        } catch (JobPostponed e) {
            JobSql.putBack(table::update, job, e.pause());
        } catch (LostLease e) {
            LOG.log(System.Logger.Level.INFO, "job {0} was taken over or cancelled and stops", job.id());
        } catch (JobRefused e) {
            JobSql.fail(table::update, job, pause, e.code());
        } catch (JobFailed e) {
            setback(table, job, pause, handler.mostAttempts(), e.code());
        } catch (Problem e) {
            setback(table, job, pause, handler.mostAttempts(), e.code().name());
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "job " + job.id() + " of kind " + job.kind() + " failed", e);
            setback(table, job, pause, handler.mostAttempts(), JobProblem.JOB_FAILED.name());
        }
    }

    private static void setback(JobTable table, Job job, @Nullable Duration pause, int most, String problem) {
        Backoff.pause(job.attempt(), most, ThreadLocalRandom.current().nextDouble())
                .ifPresentOrElse(
                        wait -> JobSql.retry(table::update, job, wait, problem),
                        () -> JobSql.fail(table::update, job, pause, problem));
    }

    private static @Nullable Duration pause(@Nullable JobHandler handler, Job job) {
        Duration armed = job.every();
        return armed == null || handler == null ? armed : handler.pause(armed);
    }
}
