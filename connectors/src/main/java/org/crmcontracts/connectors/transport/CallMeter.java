package org.crmcontracts.connectors.transport;

import java.time.Duration;

/** Told of every call that went out, repeats included. */
@FunctionalInterface
interface CallMeter {
    CallMeter NONE = (way, took, answered) -> {};

    /**
     * One call has ended.
     *
     * @param answered whether the CRM answered, with any status but 429 or 5xx
     */
    void called(String way, Duration took, boolean answered);
}
