package org.crmcontracts.contracts.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;

class PaymentScheduleTest {
    private static final Money TOTAL = Money.of("1000.00", "CNY");

    private static PaymentSchedule schedule(String... amounts) {
        return new PaymentSchedule(Arrays.stream(amounts)
                .map(amount -> new PaymentSchedule.Item(null, Money.of(amount, "CNY")))
                .toList());
    }

    @Test
    void aCentTooLittleIsRefusedWithTheDifference() {
        assertThatThrownBy(() -> schedule("500.00", "499.99").require(TOTAL))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(TermsProblem.PAYMENT_SUM_MISMATCH);
                    assertThat(problem.members())
                            .containsEntry("difference", "-0.01")
                            .containsEntry("expected", "1000.00")
                            .containsEntry("actual", "999.99");
                });
    }

    @Test
    void anotherCurrencyIsRefusedWithItsPlace() {
        PaymentSchedule mixed =
                new PaymentSchedule(List.of(new PaymentSchedule.Item(null, Money.of("1000.00", "USD"))));
        assertThatThrownBy(() -> mixed.require(TOTAL))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::code)
                        .contains("CURRENCY_DIFFERS"));
    }

    @Test
    void anAmountThatIsNotItsPercentageIsRefused() {
        PaymentSchedule wrong = new PaymentSchedule(List.of(
                new PaymentSchedule.Item(new BigDecimal("30"), Money.of("400.00", "CNY")),
                new PaymentSchedule.Item(new BigDecimal("70"), Money.of("600.00", "CNY"))));
        assertThatThrownBy(() -> wrong.require(TOTAL))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.errors()).hasSize(2));
    }

    @Test
    void negativeInstalmentsDoNotBalanceOthers() {
        assertThatThrownBy(() -> schedule("1100.00", "-100.00").require(TOTAL)).isInstanceOf(Problem.class);
    }

    @Property
    void aScheduleIsAcceptedExactlyWhenItAddsUp(
            @ForAll @Size(min = 1, max = 12) List<@LongRange(min = 1, max = 9_999_999_999L) Long> cents,
            @ForAll @IntRange(min = -3, max = 3) int off) {
        long sum = cents.stream().mapToLong(Long::longValue).sum();
        if (sum + off <= 0) {
            return;
        }
        PaymentSchedule schedule = new PaymentSchedule(cents.stream()
                .map(c -> new PaymentSchedule.Item(null, Money.of(BigDecimal.valueOf(c, 2), "CNY")))
                .toList());
        Money total = Money.of(BigDecimal.valueOf(sum + off, 2), "CNY");
        if (off == 0) {
            assertThatCode(() -> schedule.require(total)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> schedule.require(total)).isInstanceOf(Problem.class);
        }
    }

    @Property
    void splittingLosesNoCent(
            @ForAll @LongRange(min = 10_000, max = 9_999_999_999_999L) long cents,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 1500) Integer> hundredths) {
        List<BigDecimal> percentages = new ArrayList<>();
        int rest = 10_000;
        for (int part : hundredths) {
            percentages.add(BigDecimal.valueOf(part, 2));
            rest -= part;
        }
        percentages.add(BigDecimal.valueOf(rest, 2));
        Money total = Money.of(BigDecimal.valueOf(cents, 2), "CNY");
        List<Money> parts = PaymentSchedule.split(total, percentages);
        List<PaymentSchedule.Item> items = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            items.add(new PaymentSchedule.Item(percentages.get(i), parts.get(i)));
        }
        assertThatCode(() -> new PaymentSchedule(items).require(total)).doesNotThrowAnyException();
    }
}
