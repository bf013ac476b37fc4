package org.crmcontracts.contracts.library;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers of a kind look: text with {@code {TYPE}}, {@code {YYYY}} and exactly one {@code {SEQ:n}}, a counter
 * padded to n digits that grows beyond them when it must.
 */
public record NumberPattern(String pattern) {
    private static final Pattern PLACE = Pattern.compile("\\{(TYPE|YYYY|SEQ:([1-9]))}");
    private static final Pattern FORM = Pattern.compile("(?:[^{}]|\\{TYPE}|\\{YYYY}|\\{SEQ:[1-9]})+");

    public NumberPattern {
        Matcher matcher = PLACE.matcher(pattern);
        long counters = matcher.results().filter(m -> m.group(2) != null).count();
        if (!FORM.matcher(pattern).matches() || counters != 1) {
            throw new IllegalArgumentException("not a number pattern: " + pattern);
        }
    }

    /** A part that the number does not show must not divide its counters, or numbers would repeat. */
    public String scope(String typePrefix) {
        return pattern.contains("{TYPE}") ? typePrefix : "";
    }

    /** The counter's year, 0 where one counter runs through all years. */
    public int counterYear(int year) {
        return pattern.contains("{YYYY}") ? year : 0;
    }

    public String format(String typePrefix, int year, long sequence) {
        return PLACE.matcher(pattern).replaceAll(place -> {
            String name = place.group(1);
            if (name.equals("TYPE")) {
                return Matcher.quoteReplacement(typePrefix);
            }
            return name.equals("YYYY")
                    ? String.format("%04d", year)
                    : String.format("%0" + place.group(2) + "d", sequence);
        });
    }
}
