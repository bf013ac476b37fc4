package org.crmcontracts.tenants.events;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a message that was not taken is sent again: as Standard Webhooks recommends ("Deliverability and reliability",
 * read 2026-11), ten attempts over 75 hours.
 *
 * @param pauses after the first attempt, the second and so on; after the last there is none
 */
record RetrySchedule(List<Duration> pauses) {
    /** 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h; in seconds. */
    static final String USUAL = "5,300,1800,7200,18000,36000,50400,72000,86400";

    /** What a receiver may ask for at most. */
    static final Duration LONGEST_ASKED = Duration.ofHours(24);

    private static final int SPREAD_PERCENT = 10;

    RetrySchedule {
        pauses = List.copyOf(pauses);
    }

    /** From a setting: seconds, separated by commas. */
    static RetrySchedule of(String seconds) {
        return new RetrySchedule(Arrays.stream(seconds.split(",", -1))
                .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())))
                .toList());
    }

    /**
     * The pause after so many attempts, up to a tenth longer, so that what failed together does not come back together.
     *
     * @param asked what the receiver asked for, if it did: it is not called earlier, unless that is more than a day
     * @return empty if no attempt is left
     */
    Optional<Duration> pause(int attempts, UUID delivery, @Nullable Duration asked) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        Duration planned = pauses.get(attempts - 1);
        int percent = Math.floorMod(delivery.hashCode() + 31 * attempts, SPREAD_PERCENT + 1);
        Duration spread = planned.plus(planned.multipliedBy(percent).dividedBy(100));
        if (asked == null || asked.compareTo(spread) <= 0) {
            return Optional.of(spread);
        }
        return Optional.of(asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked);
    }
}
