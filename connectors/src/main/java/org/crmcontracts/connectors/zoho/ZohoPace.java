package org.crmcontracts.connectors.zoho;

import java.time.Duration;

/** How long a call to Zoho may take and how it is repeated: the wait doubles from first to longest. */
record ZohoPace(Duration connect, Duration response, int repeats, Duration firstWait, Duration longestWait) {

    /** Zoho sends no Retry-After; its advice for 429 is to wait seconds, read 2026-11. */
    static final ZohoPace USUAL = new ZohoPace(
            Duration.ofSeconds(10), Duration.ofSeconds(60), 5, Duration.ofSeconds(1), Duration.ofSeconds(30));
}
