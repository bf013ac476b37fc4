package org.crmcontracts.tenants.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strong entity tags made of a row version. */
public final class ETags {
    private static final Pattern VERSION = Pattern.compile("\"(0|[1-9][0-9]{0,17})\"");

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The version a writer expects; {@code IF_MATCH_REQUIRED} without one, {@code STALE_VERSION} if it is none of ours. */
    public static long require(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new Problem(HttpProblem.IF_MATCH_REQUIRED);
        }
        Matcher matcher = VERSION.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
        return Long.parseLong(matcher.group(1));
    }
}
