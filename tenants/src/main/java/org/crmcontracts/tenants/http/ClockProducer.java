package org.crmcontracts.tenants.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;

/** The only source of time. */
@ApplicationScoped
public class ClockProducer {
    private static final Duration DATABASE_RESOLUTION = Duration.ofNanos(1_000);

    /** Ticks in microseconds, so that an instant reads back from PostgreSQL as it was written. */
    @Produces
    public Clock clock() {
        return Clock.tick(Clock.systemUTC(), DATABASE_RESOLUTION);
    }
}
