package org.crmcontracts.connectors.dolibarr;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/** Times as Dolibarr's database compares them: local, in whole seconds. Pure. */
final class DolibarrTimes {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** No zone of the world is further behind. */
    private static final ZoneOffset FURTHEST_BEHIND = ZoneOffset.ofHours(-12);

    private DolibarrTimes() {}

    /**
     * A local time that nothing modified at or after the given moment is before.
     *
     * @param zone of the database's session; null where it is not known, which costs reading up to a day twice
     */
    static String atOrBefore(Instant moment, @Nullable ZoneId zone) {
        if (zone == null) {
            return SQL.format(LocalDateTime.ofInstant(moment, FURTHEST_BEHIND));
        }
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        // When clocks are put back, later moments have earlier local times.
        ZoneOffsetTransition next = zone.getRules().nextTransition(moment);
        LocalDateTime earliest =
                next != null && next.isOverlap() && next.getDateTimeAfter().isBefore(local)
                        ? next.getDateTimeAfter()
                        : local;
        return SQL.format(earliest);
    }
}
