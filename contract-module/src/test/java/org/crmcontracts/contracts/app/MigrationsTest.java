package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    @Test
    void waitsTwiceAsLongAfterEachFailureUpToHalfAMinute() {
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 6, 1_000_000).mapToObj(Migrations::pause))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }
}
