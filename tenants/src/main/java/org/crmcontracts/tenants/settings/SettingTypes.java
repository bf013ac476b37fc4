package org.crmcontracts.tenants.settings;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The kinds of values that settings have. */
public final class SettingTypes {
    /** Ten years of holidays. */
    private static final int MAX_DATES = 400;

    private static final String MALFORMED = "MALFORMED";

    private SettingTypes() {}

    private interface Parser<T> {
        T parse(String text) throws SettingRefused;
    }

    private static <T> SettingType<T> of(Parser<T> parser, Function<T, Object> json, Map<String, Object> constraints) {
        return new SettingType<>() {
            @Override
            public T parse(String text) throws SettingRefused {
                return parser.parse(text);
            }

            @Override
            public Object json(T value) {
                return json.apply(value);
            }

            @Override
            public Map<String, Object> constraints() {
                return constraints;
            }
        };
    }

    /** A language that there are texts in. */
    public static SettingType<Locale> locale() {
        List<String> choices = List.of("zh-CN", "en");
        return of(
                text -> Locale.forLanguageTag(chosen(text, choices)),
                locale -> locale.getLanguage().equals("zh") ? "zh-CN" : "en",
                Map.of("type", "choice", "choices", choices));
    }

    private static String chosen(String text, List<String> choices) throws SettingRefused {
        if (!choices.contains(text)) {
            throw new SettingRefused("NOT_A_CHOICE", Map.of("choices", String.join(", ", choices)));
        }
        return text;
    }

    /** An IANA time zone. */
    public static SettingType<ZoneId> zone() {
        return of(
                text -> {
                    if (!ZoneId.getAvailableZoneIds().contains(text)) {
                        throw new SettingRefused("NOT_A_TIME_ZONE");
                    }
                    return ZoneId.of(text);
                },
                ZoneId::getId,
                Map.of("type", "timeZone"));
    }

    /** An ISO 4217 code. */
    public static SettingType<String> currency() {
        return of(
                text -> {
                    if (Currency.getAvailableCurrencies().stream()
                            .noneMatch(known -> known.getCurrencyCode().equals(text))) {
                        throw new SettingRefused("NOT_A_CURRENCY");
                    }
                    return text;
                },
                text -> text,
                Map.of("type", "currency"));
    }

    public static SettingType<Integer> integer(int min, int max) {
        return of(
                text -> {
                    int value = text.matches("-?(0|[1-9][0-9]{0,8})") ? Integer.parseInt(text) : Integer.MIN_VALUE;
                    if (value < min || value > max) {
                        throw new SettingRefused("NOT_IN_RANGE", Map.of("min", min, "max", max));
                    }
                    return value;
                },
                value -> value,
                Map.of("type", "integer", "min", min, "max", max));
    }

    /** Days of the week by their English names in capitals; at least one. */
    public static SettingType<Set<DayOfWeek>> weekdays() {
        List<String> choices =
                Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();
        return of(
                text -> {
                    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
                    for (String word : words(text)) {
                        days.add(DayOfWeek.valueOf(chosen(word, choices)));
                    }
                    if (days.isEmpty()) {
                        throw new SettingRefused("NOT_EMPTY");
                    }
                    return days;
                },
                days -> days.stream().sorted().map(DayOfWeek::name).toList(),
                Map.of("type", "list", "choices", choices));
    }

    /** Dates such as 2026-10-01, at most 400. */
    public static SettingType<SortedSet<LocalDate>> dates() {
        return of(
                text -> {
                    SortedSet<LocalDate> dates = new TreeSet<>();
                    for (String word : words(text)) {
                        dates.add(date(word));
                    }
                    if (dates.size() > MAX_DATES) {
                        throw new SettingRefused("TOO_MANY", Map.of("max", MAX_DATES));
                    }
                    return dates;
                },
                dates -> dates.stream().map(LocalDate::toString).toList(),
                Map.of("type", "dates", "max", MAX_DATES));
    }

    private static LocalDate date(String word) throws SettingRefused {
        try {
            if (word.matches("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(word);
            }
        } catch (DateTimeException e) {
            throw new SettingRefused("NOT_A_DATE", Map.of("value", word));
        }
        throw new SettingRefused("NOT_A_DATE", Map.of("value", word.length() > 40 ? "…" : word));
    }

    private static List<String> words(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** A text of a whole form; {@code kind} tells a form what it is, such as {@code colour}. */
    public static SettingType<String> matching(String kind, Pattern form) {
        return of(
                text -> {
                    if (!form.matcher(text).matches()) {
                        throw new SettingRefused(MALFORMED);
                    }
                    return text;
                },
                text -> text,
                Map.of("type", kind, "pattern", form.pattern()));
    }

    /** A text that some code understands; it refuses by {@link IllegalArgumentException}. */
    public static <T> SettingType<T> understood(
            String kind, int maxLength, Function<String, T> parser, Function<T, String> text) {
        Map<String, Object> constraints = new LinkedHashMap<>();
        constraints.put("type", kind);
        constraints.put("maxLength", maxLength);
        return of(
                given -> {
                    if (given.length() > maxLength || given.chars().anyMatch(Character::isISOControl)) {
                        throw new SettingRefused(MALFORMED);
                    }
                    try {
                        return parser.apply(given);
                    } catch (IllegalArgumentException e) {
                        throw new SettingRefused(MALFORMED);
                    }
                },
                text::apply,
                constraints);
    }
}
