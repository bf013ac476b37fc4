package org.crmcontracts.contracts.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.crmcontracts.contracts.terms.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentStatusTest {
    @ParameterizedTest
    @CsvSource({
        "0.00, 2026-11-23, UNPAID",
        "0.00, 2026-11-22, OVERDUE",
        "0.00, , UNPAID",
        "99.99, 2026-11-23, PART_PAID",
        "99.99, 2026-11-22, OVERDUE",
        "100.00, 2026-11-22, PAID"
    })
    void statusFollowsFromReceiptsAndTheDay(String received, LocalDate dueOn, PaymentStatus expected) {
        assertThat(PaymentStatus.of(
                        Money.of("100.00", "CNY"), Money.of(received, "CNY"), dueOn, LocalDate.of(2026, 11, 23)))
                .isEqualTo(expected);
    }
}
