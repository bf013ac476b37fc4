package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullPlanTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        // From ten in the evening to six in the morning; Shanghai is eight hours ahead of UTC.
        "13:59, true",
        "14:00, false",
        "18:30, false",
        "21:59, false",
        "22:00, true",
        "04:00, true"
    })
    void nothingIsBegunInQuietHoursOfTheTenantsDay(String utc, boolean due) {
        PullPlan plan = new PullPlan(null, LocalTime.of(22, 0), LocalTime.of(6, 0));

        assertThat(plan.isDue(null, Instant.parse("2026-11-26T" + utc + ":00Z"), SHANGHAI))
                .isEqualTo(due);
    }

    @Test
    void quietHoursWithinADayEndOnIt() {
        PullPlan plan = new PullPlan(null, LocalTime.of(9, 0), LocalTime.of(10, 0));

        assertThat(plan.isDue(null, Instant.parse("2026-11-26T01:30:00Z"), SHANGHAI))
                .isFalse();
        assertThat(plan.isDue(null, Instant.parse("2026-11-26T02:00:00Z"), SHANGHAI))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"14, false", "15, true", "60, true"})
    void aPullIsDueWhenItsMinutesHavePassed(int minutes, boolean due) {
        PullPlan plan = new PullPlan(15, null, null);
        Instant last = Instant.parse("2026-11-26T01:00:00Z");

        assertThat(plan.isDue(last, last.plusSeconds(minutes * 60L), SHANGHAI)).isEqualTo(due);
        assertThat(plan.isDue(null, last, SHANGHAI)).isTrue();
    }

    @Test
    void aTurnThatComesALittleEarlyIsNotMissed() {
        Instant last = Instant.parse("2026-11-26T01:00:00Z");

        assertThat(new PullPlan(15, null, null).isDue(last, last.plusSeconds(15 * 60 - 2), SHANGHAI))
                .isTrue();
    }
}
