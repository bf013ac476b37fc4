package org.crmcontracts.tenants.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobReadingsTest {
    private Instant now = Instant.parse("2026-11-25T08:00:00Z");
    private final List<String> read = new ArrayList<>();

    private final JobReadings readings =
            new JobReadings(this::numbers, ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

    private List<JobNumbers.Count> numbers(String cluster) {
        read.add(cluster);
        if (cluster.equals("broken")) {
            throw new IllegalStateException("away");
        }
        return cluster.equals("down") ? null : List.of(new JobNumbers.Count(cluster, "sync.pull", 9, 4, 3, 2, 61));
    }

    @Test
    void oneReadingOfAClusterServesAllGaugesForTenSeconds() {
        for (int i = 0; i < 100; i++) {
            assertThat(readings.get("home", "sync.pull", JobNumbers.Count::waiting))
                    .isEqualTo(4);
            assertThat(readings.get("home", "sync.pull", JobNumbers.Count::running))
                    .isEqualTo(3);
            assertThat(readings.get("home", "sync.pull", JobNumbers.Count::failed))
                    .isEqualTo(2);
            assertThat(readings.get("home", "sync.pull", JobNumbers.Count::oldestWaitSeconds))
                    .isEqualTo(61);
            assertThat(readings.get("home", "never", JobNumbers.Count::waiting)).isZero();
            now = now.plusMillis(99);
        }
        assertThat(read).containsExactly("home");
        now = now.plusMillis(100);
        readings.get("home", "sync.pull", JobNumbers.Count::waiting);
        assertThat(read).containsExactly("home", "home");
    }

    @Test
    void aClusterThatDoesNotAnswerHasNoNumberAndIsNotAskedAgainAtOnce() {
        for (String cluster : List.of("down", "broken", "down", "broken")) {
            assertThat(readings.get(cluster, "sync.pull", JobNumbers.Count::waiting))
                    .isNaN();
        }
        assertThat(read).containsExactly("down", "broken");
        assertThat(readings.get("home", "sync.pull", JobNumbers.Count::waiting)).isEqualTo(4);
    }
}
