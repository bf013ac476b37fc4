package org.crmcontracts.connectors.spi;

import java.time.Duration;

/**
 * How a CRM behaves, as the sync must know it.
 *
 * @param batch the most records of one {@code read} or {@code write}, at least 1
 * @param tellsDeletions whether it lists what its users deleted; otherwise only a whole listing shows what is missing
 * @param refusesSecondReference whether it refuses to create a second record of the same reference
 * @param locksByRevision whether an update names the revision it was made for and is refused on a newer one
 * @param filtersChanges whether {@code pull} leaves out what did not change since the asked time
 * @param slowestWrite how long after an answer was given up a write may still take effect
 * @param clockStep the resolution of its modification times
 */
public record CrmTraits(
        int batch,
        boolean tellsDeletions,
        boolean refusesSecondReference,
        boolean locksByRevision,
        boolean filtersChanges,
        Duration slowestWrite,
        Duration clockStep) {

    public CrmTraits {
        if (batch < 1) {
            throw new IllegalArgumentException("batch");
        }
    }
}
