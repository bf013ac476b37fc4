package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets old events with their deliveries, in each tenant once a day. */
@ApplicationScoped
public class Sweeping implements JobHandler {
    private static final int BATCH = 1_000;
    /** Longer than a message is retried. */
    private static final int FEWEST_DAYS = 7;

    @Inject
    Outbox outbox;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "webhooks.keep-days", defaultValue = "30")
    int keepDays;

    @Override
    public String kind() {
        return "event.sweep";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        Instant before = clock.instant().minus(Duration.ofDays(Math.max(keepDays, FEWEST_DAYS)));
        while (run.inTenant(() -> outbox.sweep(before, BATCH)) == BATCH) {
            run.beat();
        }
    }
}
