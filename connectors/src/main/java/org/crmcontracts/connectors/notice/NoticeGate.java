package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How many notices of a connection a node takes: a hundred at once, and ten a second. What is turned away is no loss, as
 * the next pull reads the same records.
 */
@ApplicationScoped
public class NoticeGate {
    static final int AT_ONCE = 100;
    static final Duration ONE_EVERY = Duration.ofMillis(100);
    private static final int MOST_CONNECTIONS = 10_000;

    @Inject
    Clock clock;

    /** When each connection's next notice would be due if they came evenly. */
    private final Map<UUID, Instant> due = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Instant> eldest) {
            return size() > MOST_CONNECTIONS;
        }
    };

    boolean takes(UUID connection) {
        Instant now = clock.instant();
        synchronized (due) {
            Instant next = due.getOrDefault(connection, now);
            if (next.isBefore(now)) {
                next = now;
            }
            if (next.isAfter(now.plus(ONE_EVERY.multipliedBy(AT_ONCE - 1L)))) {
                return false;
            }
            due.put(connection, next.plus(ONE_EVERY));
            return true;
        }
    }
}
