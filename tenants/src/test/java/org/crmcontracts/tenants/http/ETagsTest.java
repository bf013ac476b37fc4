package org.crmcontracts.tenants.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTest {
    @Property(tries = 200)
    void versionComesBack(@ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long version) {
        assertThat(ETags.require(ETags.of(version))).isEqualTo(version);
    }

    @Test
    void missingTagIsRequired() {
        assertRefused(null, HttpProblem.IF_MATCH_REQUIRED);
        assertRefused(" ", HttpProblem.IF_MATCH_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "7", "W/\"7\"", "\"07\"", "\"-1\"", "\"7\", \"8\"", "\"x\"", "\"9999999999999999999\""})
    void anythingElseIsStale(String ifMatch) {
        assertRefused(ifMatch, HttpProblem.STALE_VERSION);
    }

    private static void assertRefused(String ifMatch, HttpProblem code) {
        assertThatThrownBy(() -> ETags.require(ifMatch))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }
}
