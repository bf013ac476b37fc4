package org.crmcontracts.contracts.performance;

import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.contracts.terms.Faults;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/** Money received for an instalment. */
public record ReceiptRequest(
        @Nullable UUID paymentId,
        @Nullable MoneyText amount,
        @Nullable LocalDate receivedOn,
        @Nullable String reference) {
    private static final int MAX_REFERENCE = 200;

    record Checked(UUID paymentId, Money amount, LocalDate receivedOn, @Nullable String reference) {}

    /** {@code INPUT_INVALID} for missing members, an amount that is not positive, or a day to come. */
    Checked checked(LocalDate today) {
        Faults faults = new Faults()
                .present(paymentId, "/paymentId")
                .present(amount, "/amount")
                .present(receivedOn, "/receivedOn")
                .optionalText(reference, "/reference", MAX_REFERENCE)
                .require(receivedOn == null || !receivedOn.isAfter(today), "/receivedOn", "IN_THE_FUTURE")
                .require(receivedOn == null || receivedOn.getYear() >= 1900, "/receivedOn", "DATE_OUT_OF_RANGE");
        faults.refuse();
        Money money = Objects.requireNonNull(amount, "checked").toMoney();
        new Faults().require(money.isPositive(), "/amount", "NOT_POSITIVE").refuse();
        return new Checked(
                Objects.requireNonNull(paymentId, "checked"),
                money,
                Objects.requireNonNull(receivedOn, "checked"),
                reference);
    }
}
