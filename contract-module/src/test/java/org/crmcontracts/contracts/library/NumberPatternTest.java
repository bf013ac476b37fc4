package org.crmcontracts.contracts.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {
    @Test
    void placesAreFilled() {
        NumberPattern pattern = new NumberPattern("{TYPE}-{YYYY}-{SEQ:5}");
        assertThat(pattern.format("SAL", 2026, 7)).isEqualTo("SAL-2026-00007");
        assertThat(pattern.format("SAL", 2026, 123_456)).isEqualTo("SAL-2026-123456");
        assertThat(new NumberPattern("合同[$1]{SEQ:3}号").format("X", 2026, 12)).isEqualTo("合同[$1]012号");
    }

    @Test
    void whatTheNumberDoesNotShowDoesNotDivideItsCounter() {
        NumberPattern plain = new NumberPattern("C{SEQ:6}");
        assertThat(plain.scope("SAL")).isEqualTo(plain.scope("NDA"));
        assertThat(plain.counterYear(2026)).isEqualTo(plain.counterYear(2027));
        NumberPattern full = new NumberPattern("{TYPE}{YYYY}{SEQ:1}");
        assertThat(full.scope("SAL")).isEqualTo("SAL");
        assertThat(full.counterYear(2026)).isEqualTo(2026);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "{SEQ:5}{SEQ:2}", "{SEQ:0}", "{SEQ}", "{MM}-{SEQ:3}", "{SEQ:3", "{TYPE}-{YYYY}"})
    void otherPatternsAreRefused(String pattern) {
        assertThatThrownBy(() -> new NumberPattern(pattern)).isInstanceOf(IllegalArgumentException.class);
    }
}
