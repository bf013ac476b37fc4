package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When a connection is pulled by the schedule (a value).
 *
 * @param minutes between two pulls, null for each turn of the installation's schedule
 * @param quietFrom from this time of the tenant's day nothing is begun, null for never
 * @param quietUntil at this time it goes on; before {@code quietFrom} where the quiet hours span midnight
 */
public record PullPlan(@Nullable Integer minutes, @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil) {

    /** A turn that comes a little early is none to be missed: the next may be minutes away. */
    private static final Duration EARLY = Duration.ofSeconds(30);

    /**
     * Whether a pull is due.
     *
     * @param last when the last pull began, null for never
     */
    boolean isDue(@Nullable Instant last, Instant now, ZoneId zone) {
        if (isQuiet(now.atZone(zone).toLocalTime())) {
            return false;
        }
        return minutes == null
                || last == null
                || !last.plus(Duration.ofMinutes(minutes)).isAfter(now.plus(EARLY));
    }

    private boolean isQuiet(LocalTime time) {
        if (quietFrom == null || quietUntil == null) {
            return false;
        }
        boolean behind = !time.isBefore(quietFrom);
        boolean before = time.isBefore(quietUntil);
        return quietFrom.isBefore(quietUntil) ? behind && before : behind || before;
    }
}
