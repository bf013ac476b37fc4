package org.crmcontracts.tenants.checkpoints;

import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What the check of a file found.
 *
 * @param confirmedUpTo number of the last record that a checkpoint held outside confirms, 0 without one
 * @param firstBad number of the first bad record, empty if all fit or if none is to blame
 * @param faults all that is wrong, in words; empty for a good file
 * @param keyIds the keys that the checkpoints were checked with
 */
public record LogReport(
        String tenantKey,
        UUID tenantId,
        long events,
        long people,
        long checkpoints,
        long confirmedUpTo,
        OptionalLong firstBad,
        List<String> faults,
        List<String> keyIds) {
    public LogReport {
        faults = List.copyOf(faults);
        keyIds = List.copyOf(keyIds);
    }

    public boolean isGood() {
        return faults.isEmpty();
    }
}
