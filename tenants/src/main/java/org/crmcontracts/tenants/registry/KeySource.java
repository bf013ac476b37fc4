package org.crmcontracts.tenants.registry;

import java.time.Duration;
import java.time.Instant;

/**
 * The address that an issuer's keys come from.
 *
 * @param fetchedAt when they last came
 * @param freshUntil when they are to be asked for again
 */
public record KeySource(String url, Instant fetchedAt, Instant freshUntil) {
    public boolean isDue(Instant now) {
        return !now.isBefore(freshUntil);
    }

    /** Whether the last good keys are too old to be believed any more. */
    public boolean isOlderThan(Duration age, Instant now) {
        return now.isAfter(fetchedAt.plus(age));
    }
}
