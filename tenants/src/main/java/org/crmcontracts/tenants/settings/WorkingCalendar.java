package org.crmcontracts.tenants.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * On which days a tenant works (工作日历).
 *
 * @param weekdays at least one
 * @param holidays days off on such weekdays
 * @param extraDays days worked all the same (调休); they outweigh holidays
 */
public record WorkingCalendar(Set<DayOfWeek> weekdays, Set<LocalDate> holidays, Set<LocalDate> extraDays) {
    public WorkingCalendar {
        weekdays = Set.copyOf(weekdays);
        holidays = Set.copyOf(holidays);
        extraDays = Set.copyOf(extraDays);
        if (weekdays.isEmpty()) {
            throw new IllegalArgumentException("a calendar needs a working day");
        }
    }

    public boolean isWorkingDay(LocalDate date) {
        return extraDays.contains(date) || (weekdays.contains(date.getDayOfWeek()) && !holidays.contains(date));
    }

    /**
     * The day that is so many working days later, or earlier if negative. 0 gives the day itself, or the next working
     * day if it is none.
     */
    public LocalDate plusWorkingDays(LocalDate from, int days) {
        LocalDate date = from;
        if (days == 0) {
            while (!isWorkingDay(date)) {
                date = date.plusDays(1);
            }
            return date;
        }
        int step = Integer.signum(days);
        for (int left = Math.abs(days); left > 0; ) {
            date = date.plusDays(step);
            if (isWorkingDay(date)) {
                left--;
            }
        }
        return date;
    }
}
