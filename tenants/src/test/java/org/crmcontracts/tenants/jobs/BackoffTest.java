package org.crmcontracts.tenants.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Property
    void aPauseIsBetweenHalfAndTheWholeOfItsStep(
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int attempt,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Duration pause = Backoff.pause(attempt, Integer.MAX_VALUE, chance).orElseThrow();
        long whole = attempt > 9 ? 3_600 : Math.min(3_600, 10L << (attempt - 1));
        assertThat(pause).isBetween(Duration.ofMillis(whole * 500), Duration.ofSeconds(whole));
    }

    @Property
    void theLastAttemptHasNoPauseAndEveryEarlierOneHas(
            @ForAll @IntRange(min = 1, max = 1_000) int attempt, @ForAll @IntRange(min = 1, max = 1_000) int most) {
        assertThat(Backoff.pause(attempt, most, 0.5).isPresent()).isEqualTo(attempt < most);
    }

    @Test
    void eightAttemptsTakeAboutTwentyMinutes() {
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt < JobHandler.MOST_ATTEMPTS; attempt++) {
            all = all.plus(Backoff.pause(attempt, JobHandler.MOST_ATTEMPTS, 1).orElseThrow());
        }
        assertThat(all).isEqualTo(Duration.ofSeconds(10 + 20 + 40 + 80 + 160 + 320 + 640));
    }
}
