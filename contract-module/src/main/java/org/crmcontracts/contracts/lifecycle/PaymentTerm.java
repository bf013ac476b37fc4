package org.crmcontracts.contracts.lifecycle;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.crmcontracts.contracts.terms.Money;
import org.jspecify.annotations.Nullable;

/**
 * One instalment as it is agreed (付款条款).
 *
 * @param percentage of the contract's amount, where the parties state one
 */
public record PaymentTerm(
        String name, @Nullable BigDecimal percentage, Money amount, @Nullable LocalDate dueOn, PaymentMethod method) {}
