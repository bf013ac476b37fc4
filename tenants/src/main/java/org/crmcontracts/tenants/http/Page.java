package org.crmcontracts.tenants.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next cursor of the following page, null on the last one
 * @param total number of all hits where the list counts them
 */
public record Page<T>(List<T> items, @Nullable String next, @Nullable Long total) {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public Page {
        items = List.copyOf(items);
    }

    public static <T> Page<T> of(List<T> items) {
        return new Page<>(items, null, null);
    }

    /** The page size a request asks for; {@code BAD_LIMIT} outside of 1 to {@value #MAX_LIMIT}. */
    public static int limit(@Nullable Integer requested) {
        return limit(requested, DEFAULT_LIMIT);
    }

    /** Likewise, with what the tenant wants where a request asks for none. */
    public static int limit(@Nullable Integer requested, int usual) {
        if (requested == null) {
            return usual;
        }
        if (requested < 1 || requested > MAX_LIMIT) {
            throw Problem.of(HttpProblem.BAD_LIMIT, "max", MAX_LIMIT);
        }
        return requested;
    }
}
