package org.crmcontracts.contracts.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.tenants.jobs.JobMetrics;
import org.crmcontracts.tenants.jobs.JobWorkers;
import org.crmcontracts.tenants.provisioning.AdminDatabase;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.provisioning.SchemaMigration;
import org.crmcontracts.tenants.provisioning.TenantLife;
import org.crmcontracts.tenants.registry.Clusters;

/**
 * Brings the platform and every tenant's schema up to date after start, beside the running server.
 *
 * <p>A tenant whose migration fails is logged and left; the others go on. A platform that cannot be migrated, a database
 * that is down for one, is tried again until it can.
 */
@ApplicationScoped
public class Migrations {
    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    /** How far the migrations have come; the readiness check reports it. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /** Lets the server end the deployment first, see {@link StartUp}. */
    private static final Duration AFTER_START = Duration.ofMillis(500);

    private static final int THREADS = 4;

    @Inject
    private AdminDatabase database;

    @Inject
    private Clusters clusters;

    @Inject
    private TenantLife life;

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private JobWorkers workers;

    @Inject
    private JobMetrics metrics;

    private volatile State state = State.RUNNING;

    private int failures;

    /** Begins in the background; call it once. */
    public void start() {
        executor.schedule(this::run, AFTER_START.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where the migrations stand. */
    public State state() {
        return state;
    }

    private void run() {
        try {
            migrate();
            metrics.register();
            state = State.DONE;
            life.start();
            workers.start();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "The platform schema could not be migrated; it will be tried again", e);
            state = State.FAILED;
            executor.schedule(this::run, pause(failures++).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void migrate() {
        migrate(Clusters.HOME);
        clusters.names().stream().skip(1).forEach(cluster -> runOn(cluster, 0));
    }

    /** Another cluster that is down holds nothing up: its tenants wait, and it is tried again until it answers. */
    private void runOn(String cluster, int failures) {
        try {
            database.ensureAppRole(cluster);
            migrate(cluster);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "The cluster " + cluster + " could not be migrated; it will be tried again", e);
            executor.schedule(
                    () -> runOn(cluster, failures + 1), pause(failures).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void migrate(String cluster) {
        Provisioning provisioning = database.provisioning(cluster);
        provisioning.migratePlatform();
        long failed = new SchemaMigration(provisioning, database.provisioning(), cluster)
                .run(THREADS).stream()
                        .filter(outcome -> outcome.fault() != null)
                        .count();
        if (failed > 0) {
            LOG.log(Level.ERROR, "{0} tenants are held back: their schemas could not be migrated", failed);
        }
        clusters.admit(cluster);
    }

    /** How long to wait after that many earlier failures: a second, then twice as long each time, to half a minute. */
    static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(30, 1L << Math.min(failures, 5)));
    }
}
