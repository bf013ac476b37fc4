package org.crmcontracts.contracts.performance;

import java.time.LocalDate;
import org.crmcontracts.contracts.terms.Money;
import org.jspecify.annotations.Nullable;

/** How an instalment stands; derived from its receipts and the day, never stored (I10). */
public enum PaymentStatus {
    UNPAID,
    PART_PAID,
    PAID,
    OVERDUE;

    /** An instalment is overdue from the day after it was due. */
    static PaymentStatus of(Money due, Money received, @Nullable LocalDate dueOn, LocalDate today) {
        if (received.compareTo(due) >= 0) {
            return PAID;
        }
        if (dueOn != null && dueOn.isBefore(today)) {
            return OVERDUE;
        }
        return received.isPositive() ? PART_PAID : UNPAID;
    }
}
