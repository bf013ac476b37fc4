package org.crmcontracts.tenants.settings;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.registry.Tenant;

/** The settings that every module may ask for. */
@ApplicationScoped
public class CommonSettings implements SettingCatalogue {
    public static final SettingDescriptor<Locale> LOCALE =
            created("tenant.locale", SettingTypes.locale(), "en", tenant -> tenant.locale()
                    .toLanguageTag());
    public static final SettingDescriptor<ZoneId> ZONE =
            created("tenant.time-zone", SettingTypes.zone(), "UTC", tenant -> tenant.zone()
                    .getId());
    public static final SettingDescriptor<String> CURRENCY =
            created("tenant.currency", SettingTypes.currency(), "CNY", Tenant::currency);

    public static final SettingDescriptor<Set<DayOfWeek>> WEEKDAYS = plain(
            "calendar.working-weekdays",
            SettingGroup.CALENDAR,
            SettingTypes.weekdays(),
            "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY");
    public static final SettingDescriptor<SortedSet<LocalDate>> HOLIDAYS =
            plain("calendar.holidays", SettingGroup.CALENDAR, SettingTypes.dates(), "");
    public static final SettingDescriptor<SortedSet<LocalDate>> EXTRA_DAYS =
            plain("calendar.extra-working-days", SettingGroup.CALENDAR, SettingTypes.dates(), "");

    public static final SettingDescriptor<Integer> AUDIT_YEARS =
            plain("retention.audit-years", SettingGroup.RETENTION, SettingTypes.integer(1, 100), "10");
    public static final SettingDescriptor<Integer> PAGE_SIZE = plain(
            "limits.page-size",
            SettingGroup.LIMITS,
            SettingTypes.integer(1, Page.MAX_LIMIT),
            String.valueOf(Page.DEFAULT_LIMIT));

    /** Each colour is six hexadecimal digits: whatever else CSS understands could carry more than a colour. */
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

    /** Names of fonts with commas between them, of letters, digits, blanks and hyphens; CSS needs no quotes for these. */
    private static final Pattern FONTS =
            Pattern.compile("\\p{L}[\\p{L}0-9-]{0,30}(?:(?: |, ?)\\p{L}[\\p{L}0-9-]{0,30}){0,9}");

    private static final Pattern LENGTH = Pattern.compile("(?:[0-9]|1[0-9]|2[0-4])px");

    /** The tokens that pages may be given, by the end of their names after {@code branding.}. */
    static final List<SettingDescriptor<String>> BRANDING = List.of(
            token("color-primary", "colour", COLOUR),
            token("color-text", "colour", COLOUR),
            token("color-muted", "colour", COLOUR),
            token("color-surface", "colour", COLOUR),
            token("color-line", "colour", COLOUR),
            token("radius", "length", LENGTH),
            token("font-family", "fonts", FONTS));

    private static <T> SettingDescriptor<T> created(
            String name, SettingType<T> type, String builtIn, java.util.function.Function<Tenant, String> creation) {
        return new SettingDescriptor<>(
                name, SettingGroup.REGION, type, Optional.of(builtIn), creation, CommonSettings.class);
    }

    private static <T> SettingDescriptor<T> plain(
            String name, SettingGroup group, SettingType<T> type, String builtIn) {
        return new SettingDescriptor<>(name, group, type, builtIn, CommonSettings.class);
    }

    private static SettingDescriptor<String> token(String name, String kind, Pattern form) {
        return new SettingDescriptor<>(
                "branding." + name,
                SettingGroup.BRANDING,
                SettingTypes.matching(kind, form),
                Optional.empty(),
                null,
                CommonSettings.class);
    }

    @Override
    public List<SettingDescriptor<?>> settings() {
        List<SettingDescriptor<?>> all = new java.util.ArrayList<>(
                List.of(LOCALE, ZONE, CURRENCY, WEEKDAYS, HOLIDAYS, EXTRA_DAYS, AUDIT_YEARS, PAGE_SIZE));
        all.addAll(BRANDING);
        return all;
    }
}
