package org.crmcontracts.contracts.lifecycle;

import java.time.LocalDate;
import org.crmcontracts.contracts.terms.Money;
import org.jspecify.annotations.Nullable;

/** What a draft says beside its clauses and instalments. */
public record ContractFacts(
        String title,
        String type,
        String ourParty,
        Counterparty counterparty,
        @Nullable Money amount,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn) {}
