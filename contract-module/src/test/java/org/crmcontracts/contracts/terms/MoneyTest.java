package org.crmcontracts.contracts.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @Test
    void textHasTheScaleOfTheCurrency() {
        assertThat(Money.of("120000", "CNY").text()).isEqualTo("120000.00");
        assertThat(Money.of("5", "JPY").text()).isEqualTo("5");
        assertThat(Money.of("1.5", "KWD").text()).isEqualTo("1.500");
    }

    @Test
    void zerosThatAColumnAddedDoNotShow() {
        Money read = Money.of(new BigDecimal("10.5000"), "CNY");
        assertThat(read).isEqualTo(Money.of("10.50", "CNY")).hasSameHashCodeAs(Money.of("10.5", "CNY"));
        assertThat(read.text()).isEqualTo("10.50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.001", "1e3", "", " 1", "NaN", "+1", "1,000.00", "12345678901234", "0x1", "１"})
    void whatIsNoAmountIsRefused(String text) {
        assertThatThrownBy(() -> Money.of(text, "CNY"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(TermsProblem.AMOUNT_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RMB", "cny", "", "XAU", "CNYY"})
    void whatIsNoCurrencyIsRefused(String code) {
        assertThatThrownBy(() -> Money.of("1", code))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(TermsProblem.CURRENCY_UNKNOWN));
    }

    @Test
    void currenciesDoNotMix() {
        assertThatThrownBy(() -> Money.of("1", "CNY").plus(Money.of("1", "USD")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(TermsProblem.CURRENCY_MISMATCH));
    }

    @Property
    void addingAndTakingAwayComesBack(
            @ForAll @LongRange(min = -999_999_999_999L, max = 999_999_999_999L) long a,
            @ForAll @LongRange(min = -999_999_999_999L, max = 999_999_999_999L) long b) {
        Money first = Money.of(BigDecimal.valueOf(a, 2), "CNY");
        Money second = Money.of(BigDecimal.valueOf(b, 2), "CNY");
        assertThat(first.plus(second).minus(second)).isEqualTo(first);
        assertThat(Money.of(first.text(), "CNY")).isEqualTo(first);
    }
}
