package org.crmcontracts.tenants.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {
    private static final LocalDate START = LocalDate.of(2026, 1, 1);
    private static final Set<DayOfWeek> MON_TO_FRI = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.integers().between(0, 365).map(START::plusDays);
    }

    @Provide
    Arbitrary<WorkingCalendar> calendars() {
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                        dates().set().ofMaxSize(30),
                        dates().set().ofMaxSize(30))
                .as(WorkingCalendar::new);
    }

    @Property(tries = 300)
    void whatComesOutIsAWorkingDay(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate date,
            @ForAll @IntRange(min = -60, max = 60) int days) {
        assertThat(calendar.isWorkingDay(calendar.plusWorkingDays(date, days))).isTrue();
    }

    @Property(tries = 300)
    void exactlySoManyWorkingDaysLieBetween(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate date,
            @ForAll @IntRange(min = 1, max = 60) int days) {
        LocalDate later = calendar.plusWorkingDays(date, days);
        assertThat(date.plusDays(1)
                        .datesUntil(later.plusDays(1))
                        .filter(calendar::isWorkingDay)
                        .count())
                .isEqualTo(days);
    }

    @Property(tries = 300)
    void stepsAddUpAndLeadBack(
            @ForAll("calendars") WorkingCalendar calendar,
            @ForAll("dates") LocalDate date,
            @ForAll @IntRange(min = 1, max = 30) int one,
            @ForAll @IntRange(min = 1, max = 30) int two) {
        LocalDate there = calendar.plusWorkingDays(date, one);
        assertThat(calendar.plusWorkingDays(there, two)).isEqualTo(calendar.plusWorkingDays(date, one + two));
        assertThat(calendar.plusWorkingDays(there, -one)).isBeforeOrEqualTo(date);
        if (calendar.isWorkingDay(date)) {
            assertThat(calendar.plusWorkingDays(there, -one)).isEqualTo(date);
        }
    }

    @Property(tries = 300)
    void holidaysRestAndExtraDaysOutweighThem(
            @ForAll("calendars") WorkingCalendar calendar, @ForAll("dates") LocalDate date) {
        boolean extra = calendar.extraDays().contains(date);
        boolean usual = calendar.weekdays().contains(date.getDayOfWeek());
        boolean off = calendar.holidays().contains(date);
        assertThat(calendar.isWorkingDay(date)).isEqualTo(extra || (usual && !off));
        assertThat(calendar.plusWorkingDays(date, 0)).isAfterOrEqualTo(date);
    }

    @Test
    void nationalDayOf2026() {
        WorkingCalendar china = new WorkingCalendar(
                MON_TO_FRI,
                Set.copyOf(LocalDate.of(2026, 10, 1)
                        .datesUntil(LocalDate.of(2026, 10, 8))
                        .toList()),
                Set.of(LocalDate.of(2026, 10, 10)));
        assertThat(china.plusWorkingDays(LocalDate.of(2026, 9, 30), 1)).isEqualTo("2026-10-08");
        assertThat(china.plusWorkingDays(LocalDate.of(2026, 10, 9), 1)).isEqualTo("2026-10-10");
        assertThat(china.plusWorkingDays(LocalDate.of(2026, 10, 3), 0)).isEqualTo("2026-10-08");
        assertThat(china.plusWorkingDays(LocalDate.of(2026, 10, 8), -1)).isEqualTo("2026-09-30");
    }

    @Test
    void aCalendarWithoutAWorkingDayWouldNeverEnd() {
        assertThatThrownBy(() -> new WorkingCalendar(Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
