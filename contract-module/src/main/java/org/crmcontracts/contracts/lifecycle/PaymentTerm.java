package org.crmcontracts.contracts.lifecycle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.PaymentSchedule;
import org.jspecify.annotations.Nullable;

/**
 * One instalment as it is agreed (付款条款).
 *
 * @param percentage of the contract's amount, where the parties state one
 */
public record PaymentTerm(
        String name, @Nullable BigDecimal percentage, Money amount, @Nullable LocalDate dueOn, PaymentMethod method) {

    /** The terms as amounts that must add up. */
    static PaymentSchedule schedule(List<PaymentTerm> terms) {
        return new PaymentSchedule(terms.stream()
                .map(term -> new PaymentSchedule.Item(term.percentage(), term.amount()))
                .toList());
    }
}
