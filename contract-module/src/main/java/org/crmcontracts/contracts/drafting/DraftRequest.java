package org.crmcontracts.contracts.drafting;

import java.time.LocalDate;
import java.util.UUID;
import org.crmcontracts.contracts.terms.Faults;
import org.crmcontracts.contracts.terms.Money;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/** What a new contract starts with, or an edited draft says. */
public record DraftRequest(
        @Nullable String title,
        @Nullable String type,
        @Nullable UUID customerId,
        @Nullable String ourParty,
        @Nullable MoneyText amount,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable UUID templateId) {
    private static final int MAX_TITLE = 200;
    private static final int MAX_PARTY = 200;

    /** {@code INPUT_INVALID} with all faults, {@code AMOUNT_INVALID}, {@code CURRENCY_UNKNOWN}. */
    void check() {
        Faults faults = new Faults()
                .text(title, "/title", MAX_TITLE)
                .present(type, "/type")
                .optionalText(type, "/type", MAX_TITLE)
                .present(customerId, "/customerId")
                .optionalText(ourParty, "/ourParty", MAX_PARTY)
                .require(
                        startsOn == null || endsOn == null || !endsOn.isBefore(startsOn),
                        "/endsOn",
                        "ENDS_BEFORE_START");
        faults.require(isStorable(startsOn), "/startsOn", "DATE_OUT_OF_RANGE");
        faults.require(isStorable(endsOn), "/endsOn", "DATE_OUT_OF_RANGE");
        faults.refuse();
        Money money = money();
        new Faults()
                .require(money == null || money.isPositive(), "/amount", "NOT_POSITIVE")
                .refuse();
    }

    @Nullable
    Money money() {
        return amount == null ? null : amount.toMoney();
    }

    static boolean isStorable(@Nullable LocalDate date) {
        return date == null || (date.getYear() >= 1900 && date.getYear() <= 9999);
    }
}
