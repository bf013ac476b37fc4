package org.crmcontracts.contracts.terms;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** An amount in one currency (金额), always with the decimal places of that currency; immutable. */
@Embeddable
public class Money implements Comparable<Money> {
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,13}(\\.[0-9]{1,4})?");

    @Column(name = "amount")
    private BigDecimal amount;

    @Column(name = "currency")
    private String currency;

    protected Money() {}

    private Money(BigDecimal amount, String currency) {
        this.amount = amount;
        this.currency = currency;
    }

    /**
     * Reads a plain decimal; {@code AMOUNT_INVALID} for exponents, more places than the currency has or
     * more than 13 digits before the point, {@code CURRENCY_UNKNOWN} for a code that is not ISO 4217.
     */
    public static Money of(@Nullable String amount, @Nullable String currency) {
        if (amount == null || !PLAIN.matcher(amount).matches()) {
            throw Problem.of(TermsProblem.AMOUNT_INVALID, "amount", String.valueOf(amount));
        }
        return of(new BigDecimal(amount), currency);
    }

    public static Money of(BigDecimal amount, @Nullable String currency) {
        int places = places(currency);
        BigDecimal stripped = amount.stripTrailingZeros();
        if (stripped.scale() > places) {
            throw Problem.of(TermsProblem.AMOUNT_INVALID, "amount", amount.toPlainString());
        }
        return new Money(stripped.setScale(places), Objects.requireNonNull(currency));
    }

    public static Money zero(String currency) {
        return of(BigDecimal.ZERO, currency);
    }

    private static int places(@Nullable String currency) {
        try {
            int places = Currency.getInstance(currency == null ? "" : currency).getDefaultFractionDigits();
            if (places >= 0) {
                return places;
            }
        } catch (IllegalArgumentException e) {
            // Answered below like the metals and test codes, which have no decimal places.
        }
        throw new Problem(TermsProblem.CURRENCY_UNKNOWN, Map.of("currency", String.valueOf(currency)));
    }

    /** The amount with the currency's scale; a column may have kept more zeros. */
    public BigDecimal amount() {
        return amount.setScale(places(currency));
    }

    public String currency() {
        return currency;
    }

    /** The amount as it goes over the wire and into the content hash. */
    public String text() {
        return amount().toPlainString();
    }

    public Money plus(Money other) {
        return of(amount().add(same(other).amount()), currency);
    }

    public Money minus(Money other) {
        return of(amount().subtract(same(other).amount()), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isPositive() {
        return amount.signum() > 0;
    }

    /** The smallest amount of the currency. */
    public Money unit() {
        return of(BigDecimal.ONE.movePointLeft(places(currency)), currency);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw Problem.of(TermsProblem.CURRENCY_MISMATCH, "expected", currency, "actual", other.currency);
        }
        return other;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Money money && currency.equals(money.currency) && amount().equals(money.amount());
    }

    @Override
    public int hashCode() {
        return Objects.hash(amount(), currency);
    }

    @Override
    public String toString() {
        return text() + " " + currency;
    }
}
