package org.crmcontracts.contracts.approval;

import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** A reviewer's answer; a return needs a comment. */
public record DecisionRequest(@Nullable Decision decision, @Nullable String comment) {
    private static final int MAX_COMMENT = 4_000;

    /** What a reviewer may say. */
    public enum Decision {
        APPROVE,
        RETURN
    }

    void check() {
        new Faults()
                .present(decision, "/decision")
                .optionalText(comment, "/comment", MAX_COMMENT)
                .refuse();
    }
}
