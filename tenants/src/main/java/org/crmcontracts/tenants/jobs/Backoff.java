package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.util.Optional;

/** How long a failed job waits for its next attempt. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofHours(1);

    private Backoff() {}

    /**
     * Ten seconds after the first attempt, then twice as long each time, to an hour; of that between half and the whole,
     * so that what failed together does not come back together.
     *
     * @param attempt the attempt that failed, 1 for the first
     * @param chance from 0 to 1
     * @return empty if that was the last one
     */
    static Optional<Duration> pause(int attempt, int mostAttempts, double chance) {
        if (attempt >= mostAttempts) {
            return Optional.empty();
        }
        int doublings = Math.min(attempt - 1, 20);
        long whole = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
        return Optional.of(Duration.ofMillis(whole / 2 + Math.round(whole / 2.0 * chance)));
    }
}
