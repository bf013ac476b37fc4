package org.crmcontracts.contracts.performance;

import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** A score from 1 to 5 and what is worth remembering. */
public record ClosureRequest(@Nullable Integer score, @Nullable String summary) {
    private static final int BEST = 5;
    private static final int MAX_SUMMARY = 4_000;

    void check() {
        new Faults()
                .require(score != null && score >= 1 && score <= BEST, "/score", "SCORE_OUT_OF_RANGE")
                .text(summary, "/summary", MAX_SUMMARY)
                .refuse();
    }
}
