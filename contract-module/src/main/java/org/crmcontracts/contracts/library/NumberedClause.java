package org.crmcontracts.contracts.library;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A clause with the number its place gives it, such as {@code 2.1.3}. */
public record NumberedClause(String number, int depth, @Nullable String heading, String text) {

    /** Numbers clauses in order; depths must not skip a level. */
    public static List<NumberedClause> number(List<Clause> clauses) {
        List<NumberedClause> numbered = new ArrayList<>();
        List<Integer> counters = new ArrayList<>();
        for (Clause clause : clauses) {
            while (counters.size() > clause.depth()) {
                counters.remove(counters.size() - 1);
            }
            while (counters.size() < clause.depth()) {
                counters.add(0);
            }
            counters.set(clause.depth() - 1, counters.get(clause.depth() - 1) + 1);
            String number =
                    String.join(".", counters.stream().map(String::valueOf).toList());
            numbered.add(new NumberedClause(number, clause.depth(), clause.heading(), clause.text()));
        }
        return numbered;
    }
}
