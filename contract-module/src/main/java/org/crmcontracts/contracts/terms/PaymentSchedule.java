package org.crmcontracts.contracts.terms;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** The payment items of a contract as amounts (收付款计划); they must add up to the contract's amount. */
public record PaymentSchedule(List<Item> items) {
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** One item; the percentage, where stated, is of the contract's amount. */
    public record Item(@Nullable BigDecimal percentage, Money amount) {}

    public PaymentSchedule {
        items = List.copyOf(items);
    }

    /** The sum of the items minus the total. */
    public Money difference(Money total) {
        Money sum = Money.zero(total.currency());
        for (Item item : items) {
            sum = sum.plus(item.amount());
        }
        return sum.minus(total);
    }

    /**
     * {@code INPUT_INVALID} for items that are not positive or contradict their percentage,
     * {@code PAYMENT_SUM_MISMATCH} if the sum misses the total by even a cent (I3).
     */
    public void require(Money total) {
        Faults faults = new Faults();
        for (int i = 0; i < items.size(); i++) {
            check(items.get(i), total, "/items/" + i, faults);
        }
        faults.refuse();
        Money difference = difference(total);
        if (!difference.isZero()) {
            String actual = total.plus(difference).text();
            throw new Problem(
                            TermsProblem.PAYMENT_SUM_MISMATCH,
                            Map.of("difference", difference.text(), "expected", total.text(), "actual", actual))
                    .extend("difference", difference.text())
                    .extend("expected", total.text())
                    .extend("actual", actual);
        }
    }

    private void check(Item item, Money total, String pointer, Faults faults) {
        faults.require(
                item.amount().currency().equals(total.currency()),
                pointer + "/amount/currency",
                "CURRENCY_DIFFERS",
                Map.of("expected", total.currency()));
        faults.require(item.amount().isPositive(), pointer + "/amount", "NOT_POSITIVE");
        BigDecimal percentage = item.percentage();
        if (percentage == null) {
            return;
        }
        boolean inRange = percentage.signum() > 0 && percentage.compareTo(HUNDRED) <= 0 && percentage.scale() <= 2;
        faults.require(inRange, pointer + "/percentage", "PERCENTAGE_INVALID");
        // A percentage has two places, so an instalment may miss it by a ten-thousandth of the total; the last one
        // besides takes what rounding left of all others.
        BigDecimal exact = total.amount().multiply(percentage).divide(HUNDRED);
        BigDecimal rounding = total.unit().amount().multiply(BigDecimal.valueOf(items.size()));
        BigDecimal tolerance = total.amount().movePointLeft(4).add(rounding);
        faults.require(
                exact.subtract(item.amount().amount()).abs().compareTo(tolerance) <= 0,
                pointer + "/amount",
                "NOT_THE_PERCENTAGE",
                Map.of("percentage", percentage.toPlainString()));
    }

    /** Divides a total by percentages of together 100, each rounded down; the last item takes the rest. */
    public static List<Money> split(Money total, List<BigDecimal> percentages) {
        if (percentages.stream().reduce(BigDecimal.ZERO, BigDecimal::add).compareTo(HUNDRED) != 0) {
            throw new IllegalArgumentException("percentages must add up to 100");
        }
        int places = total.amount().scale();
        List<Money> parts = new ArrayList<>();
        Money rest = total;
        for (BigDecimal percentage : percentages.subList(0, percentages.size() - 1)) {
            Money part = Money.of(
                    total.amount().multiply(percentage).divide(HUNDRED, places, RoundingMode.DOWN), total.currency());
            parts.add(part);
            rest = rest.minus(part);
        }
        parts.add(rest);
        return parts;
    }
}
