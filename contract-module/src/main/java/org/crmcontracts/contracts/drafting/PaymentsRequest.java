package org.crmcontracts.contracts.drafting;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.crmcontracts.contracts.lifecycle.PaymentMethod;
import org.crmcontracts.contracts.lifecycle.PaymentTerm;
import org.crmcontracts.contracts.terms.Faults;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/** A whole payment schedule. */
public record PaymentsRequest(@Nullable List<Item> items) {
    private static final Pattern PERCENTAGE = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,2})?");
    private static final int MAX_ITEMS = 500;
    private static final int MAX_NAME = 200;

    /** One instalment. */
    public record Item(
            @Nullable String name,
            @Nullable String percentage,
            @Nullable MoneyText amount,
            @Nullable LocalDate dueOn,
            @Nullable PaymentMethod method) {}

    /** {@code INPUT_INVALID} with all faults, {@code AMOUNT_INVALID}, {@code CURRENCY_UNKNOWN}. */
    List<PaymentTerm> terms() {
        Faults faults = new Faults().present(items, "/items");
        List<Item> given = items == null ? List.of() : items;
        faults.require(given.size() <= MAX_ITEMS, "/items", "TOO_MANY", java.util.Map.of("max", MAX_ITEMS));
        for (int i = 0; i < given.size(); i++) {
            Item item = given.get(i);
            String pointer = "/items/" + i;
            faults.text(item.name(), pointer + "/name", MAX_NAME);
            faults.present(item.amount(), pointer + "/amount");
            faults.present(item.method(), pointer + "/method");
            faults.require(
                    item.percentage() == null
                            || PERCENTAGE.matcher(item.percentage()).matches(),
                    pointer + "/percentage",
                    "PERCENTAGE_INVALID");
            faults.require(DraftRequest.isStorable(item.dueOn()), pointer + "/dueOn", "DATE_OUT_OF_RANGE");
        }
        faults.refuse();
        return given.stream().map(PaymentsRequest::term).toList();
    }

    private static PaymentTerm term(Item item) {
        if (item.name() == null || item.amount() == null || item.method() == null) {
            throw new IllegalStateException("checked before");
        }
        return new PaymentTerm(
                item.name().strip(),
                item.percentage() == null ? null : new BigDecimal(item.percentage()),
                item.amount().toMoney(),
                item.dueOn(),
                item.method());
    }
}
