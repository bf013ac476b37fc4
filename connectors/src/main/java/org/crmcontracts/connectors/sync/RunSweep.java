package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Forgets old runs with what they changed, and old decisions, in each tenant once a day. A run that is forgotten can no
 * longer be taken back.
 */
@ApplicationScoped
public class RunSweep implements JobHandler {
    private static final int BATCH = 10_000;
    /** Nobody should find that last week's run can no longer be taken back. */
    private static final int FEWEST_DAYS = 7;

    @Inject
    SyncRuns runs;

    @Inject
    Conflicts conflicts;

    @Inject
    Clock clock;

    /** A year and a month: what was synchronised before a yearly closing can still be looked up after it. */
    @Inject
    @ConfigProperty(name = "sync.keep-days", defaultValue = "400")
    int keepDays;

    /** Of runs of the schedule that found nothing to do: most do, several hundred a day. */
    @Inject
    @ConfigProperty(name = "sync.keep-empty-days", defaultValue = "30")
    int keepEmptyDays;

    @Override
    public String kind() {
        return "sync.sweep";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        Instant before = daysAgo(keepDays);
        Instant emptyBefore = daysAgo(keepEmptyDays);
        drain(run, () -> runs.sweepChanges(before, emptyBefore, BATCH));
        drain(run, () -> runs.sweep(before, emptyBefore, BATCH));
        drain(run, () -> conflicts.sweep(before, BATCH));
    }

    private Instant daysAgo(int days) {
        return clock.instant().minus(Duration.ofDays(Math.max(days, FEWEST_DAYS)));
    }

    private static void drain(JobRun run, IntSupplier sweep) {
        while (run.inTenant(sweep::getAsInt) == BATCH) {
            run.beat();
        }
    }
}
