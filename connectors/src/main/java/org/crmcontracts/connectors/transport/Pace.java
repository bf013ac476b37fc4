package org.crmcontracts.connectors.transport;

import java.time.Duration;

/**
 * How long a call may take and how a read is repeated.
 *
 * @param connect to get a connection
 * @param response for the whole answer
 * @param repeats of a read, after its first attempt
 * @param firstWait before the first repeat; doubles up to the longest
 */
public record Pace(Duration connect, Duration response, int repeats, Duration firstWait, Duration longestWait) {
    public static final Pace USUAL =
            new Pace(Duration.ofSeconds(10), Duration.ofSeconds(60), 5, Duration.ofSeconds(1), Duration.ofSeconds(30));
}
