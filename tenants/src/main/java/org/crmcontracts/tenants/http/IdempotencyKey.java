package org.crmcontracts.tenants.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's name for one attempt, so that a repeated request is answered and not done again.
 *
 * @param value null if the client gave none
 */
public record IdempotencyKey(@Nullable String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{8,100}");

    /** Reads the header; {@code IDEMPOTENCY_KEY_INVALID} unless it has 8 to 100 letters, digits, - or _. */
    public static IdempotencyKey of(@Nullable String header) {
        if (header == null) {
            return new IdempotencyKey(null);
        }
        String key = header.strip();
        if (!FORM.matcher(key).matches()) {
            throw new Problem(HttpProblem.IDEMPOTENCY_KEY_INVALID);
        }
        return new IdempotencyKey(key);
    }
}
