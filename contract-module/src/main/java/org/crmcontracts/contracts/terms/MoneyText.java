package org.crmcontracts.contracts.terms;

import org.jspecify.annotations.Nullable;

/** Money on the wire: the amount is a string, because JSON numbers lose cents in many clients. */
public record MoneyText(@Nullable String amount, @Nullable String currency) {
    public static @Nullable MoneyText of(@Nullable Money money) {
        return money == null ? null : new MoneyText(money.text(), money.currency());
    }

    /** {@code AMOUNT_INVALID} or {@code CURRENCY_UNKNOWN} as {@link Money#of(String, String)}. */
    public Money toMoney() {
        return Money.of(amount, currency);
    }
}
