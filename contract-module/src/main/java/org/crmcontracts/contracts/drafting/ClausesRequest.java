package org.crmcontracts.contracts.drafting;

import java.util.List;
import org.crmcontracts.contracts.library.Clause;
import org.crmcontracts.contracts.terms.Faults;
import org.jspecify.annotations.Nullable;

/** All clauses of a draft, in order. */
public record ClausesRequest(@Nullable List<Clause> clauses) {
    List<Clause> checked() {
        new Faults().present(clauses, "/clauses").refuse();
        return clauses == null ? List.of() : clauses;
    }
}
