package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.UUID;

/** Where a line stands in a list that is sorted by time, and by id where two are of one time. */
public record Place(Instant at, UUID id) {
    /** Comes before all others. */
    static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
}
