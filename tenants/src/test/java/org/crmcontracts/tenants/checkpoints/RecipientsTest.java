package org.crmcontracts.tenants.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientsTest {
    @Test
    void addressesAreStrippedAndTakenOnce() {
        assertThat(Recipients.checked(List.of(" a@x.example ", "b@y.example", "a@x.example")))
                .containsExactly("a@x.example", "b@y.example");
        assertThat(Recipients.checked(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@x.example",
                "a@",
                "A <a@x.example>",
                "a@x.example, b@x.example",
                "a@x.example\r\nBcc: b@y.example",
                "group: a@x.example;",
                "a b@x.example",
                "张@x.example"
            })
    void whatIsNoBareAddressIsRefused(String text) {
        assertThatThrownBy(() -> Recipients.checked(List.of(text))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.errors()).singleElement().extracting("pointer").isEqualTo("/addresses/0");
        });
    }

    @Test
    void theListIsShort() {
        assertThatThrownBy(() -> Recipients.checked(Collections.nCopies(21, "a@x.example")))
                .isInstanceOf(Problem.class);
    }
}
