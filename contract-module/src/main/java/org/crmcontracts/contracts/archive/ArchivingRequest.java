package org.crmcontracts.contracts.archive;

import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** Where the paper is put. */
public record ArchivingRequest(
        @Nullable String cabinet, @Nullable String box, @Nullable String slot, @Nullable Integer copies) {
    private static final int MAX_PLACE = 60;
    private static final int MAX_COPIES = 999;

    void check() {
        new Faults()
                .text(cabinet, "/cabinet", MAX_PLACE)
                .text(box, "/box", MAX_PLACE)
                .text(slot, "/slot", MAX_PLACE)
                .require(copies != null && copies >= 1 && copies <= MAX_COPIES, "/copies", "COPIES_OUT_OF_RANGE")
                .refuse();
    }
}
