package org.crmcontracts.tenants.events;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which events a receiver wants.
 *
 * @param patterns names of types; {@code contract.*} stands for all that begin so, {@code *} for all
 */
public record EventPatterns(List<String> patterns) {
    private static final Pattern FORM = Pattern.compile("\\*|[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*(\\.\\*)?");
    private static final String ALL = "*";
    private static final String BELOW = ".*";

    public EventPatterns {
        patterns = List.copyOf(patterns);
    }

    static boolean isPattern(String text) {
        return FORM.matcher(text).matches();
    }

    boolean match(String type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    static boolean matches(String pattern, String type) {
        if (pattern.endsWith(BELOW)) {
            return type.startsWith(pattern.substring(0, pattern.length() - ALL.length()));
        }
        return pattern.equals(ALL) || pattern.equals(type);
    }
}
