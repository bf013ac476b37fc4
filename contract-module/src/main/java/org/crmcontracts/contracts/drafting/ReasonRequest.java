package org.crmcontracts.contracts.drafting;

import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** Why something is taken back. */
public record ReasonRequest(@Nullable String reason) {
    private static final int MAX = 2_000;

    /** The reason; {@code INPUT_INVALID} without one. */
    public String checked() {
        new Faults().text(reason, "/reason", MAX).refuse();
        return reason == null ? "" : reason.strip();
    }
}
