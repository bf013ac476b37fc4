package org.crmcontracts.tenants.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Opaque position in a sorted list: the sort values of its last row. */
public final class Cursor {
    private static final int MAX_LENGTH = 2_000;

    private Cursor() {}

    public static String encode(String... parts) {
        try {
            byte[] json = Json.mapper().writeValueAsString(parts).getBytes(StandardCharsets.UTF_8);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parts of a cursor; {@code BAD_CURSOR} unless it was made by {@link #encode} with as many parts. */
    public static List<String> decode(String cursor, int expectedParts) {
        if (cursor.length() > MAX_LENGTH) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] parts = Json.mapper().readValue(json, String[].class);
            // Encoding again refuses every other spelling of the same parts.
            if (parts == null || parts.length != expectedParts || !encode(parts).equals(cursor)) {
                throw new Problem(HttpProblem.BAD_CURSOR);
            }
            return List.of(parts);
        } catch (IllegalArgumentException | JsonProcessingException | NullPointerException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }
}
