package org.crmcontracts.contracts.library;

import java.util.List;
import java.util.Map;
import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/**
 * A clause (条款) without its number, which follows from its place.
 *
 * @param depth 1 for a top clause, one more for each level below
 * @param text may be empty under a heading
 */
public record Clause(int depth, @Nullable String heading, @Nullable String text) {
    public static final int MAX_DEPTH = 9;
    public static final int MAX_COUNT = 2_000;
    private static final int MAX_HEADING = 300;
    private static final int MAX_TEXT = 50_000;

    public Clause {
        heading = heading == null || heading.isBlank() ? null : heading.strip();
        text = text == null ? "" : text.strip();
    }

    @Override
    public String text() {
        return text == null ? "" : text;
    }

    /** {@code INPUT_INVALID} for empty clauses, skipped levels and texts beyond the limits. */
    public static void check(List<Clause> clauses) {
        Faults faults = new Faults();
        faults.require(clauses.size() <= MAX_COUNT, "/clauses", "TOO_MANY", Map.of("max", MAX_COUNT));
        int before = 0;
        for (int i = 0; i < clauses.size(); i++) {
            Clause clause = clauses.get(i);
            String pointer = "/clauses/" + i;
            faults.require(
                    clause.depth() >= 1 && clause.depth() <= Math.min(MAX_DEPTH, before + 1),
                    pointer + "/depth",
                    "DEPTH_SKIPS_A_LEVEL");
            faults.require(clause.heading() != null || !clause.text().isEmpty(), pointer + "/text", "NOT_BLANK");
            faults.optionalText(clause.heading(), pointer + "/heading", MAX_HEADING);
            faults.optionalText(clause.text(), pointer + "/text", MAX_TEXT);
            before = Math.max(1, clause.depth());
        }
        faults.refuse();
    }
}
