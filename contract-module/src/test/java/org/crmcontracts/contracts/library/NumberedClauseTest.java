package org.crmcontracts.contracts.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.crmcontracts.tenants.http.Problem;
import org.junit.jupiter.api.Test;

class NumberedClauseTest {
    private static List<Clause> depths(int... depths) {
        return java.util.Arrays.stream(depths)
                .mapToObj(depth -> new Clause(depth, null, "text"))
                .toList();
    }

    @Test
    void numbersFollowFromDepths() {
        assertThat(NumberedClause.number(depths(1, 2, 2, 3, 1, 2, 1)))
                .extracting(NumberedClause::number)
                .containsExactly("1", "1.1", "1.2", "1.2.1", "2", "2.1", "3");
    }

    @Test
    void skippedLevelsAndEmptyClausesAreRefused() {
        Stream.of(depths(2), depths(1, 3), depths(0), List.of(new Clause(1, " ", " ")))
                .forEach(wrong -> assertThatThrownBy(() -> Clause.check(wrong)).isInstanceOf(Problem.class));
        Clause.check(depths(1, 2, 3, 1));
    }
}
