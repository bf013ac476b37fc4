package org.crmcontracts.contracts.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;

class SigningRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static SigningRequest.Person person(Signatory.Side side, LocalDate day) {
        return new SigningRequest.Person(side, "Ann", null, day);
    }

    @Test
    void bothSidesSignAndNotTomorrow() {
        SigningRequest wrong =
                new SigningRequest(UUID.randomUUID(), List.of(person(Signatory.Side.OURS, TODAY.plusDays(1))));
        assertThatThrownBy(() -> wrong.checked(TODAY))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::code)
                        .containsExactly("SIDE_MISSING_COUNTERPARTY", "IN_THE_FUTURE"));
        SigningRequest right = new SigningRequest(
                UUID.randomUUID(),
                List.of(person(Signatory.Side.OURS, TODAY), person(Signatory.Side.COUNTERPARTY, TODAY)));
        assertThat(right.checked(TODAY)).hasSize(2);
    }
}
