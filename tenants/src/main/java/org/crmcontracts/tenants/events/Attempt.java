package org.crmcontracts.tenants.events;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.crmcontracts.tenants.outbound.OutboundAnswer;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver a message, as it went.
 *
 * @param status the answer's HTTP status, null without an answer
 * @param fault why there is no answer, as a key of the catalogue, else null
 * @param excerpt the beginning of the answer as plain text, for a human; never interpreted
 * @param asked how long the receiver wants to be left alone, null if it did not say
 */
public record Attempt(
        @Nullable Integer status,
        @Nullable String fault,
        long latencyMillis,
        @Nullable String excerpt,
        @Nullable Duration asked) {
    private static final int MOST_CHARACTERS = 500;
    private static final int GONE = 410;
    /** RFC 9110, 10.2.3 and RFC 6585, 4: where Retry-After says when the same request may come again. */
    private static final Set<Integer> WITH_RETRY_AFTER = Set.of(429, 503);

    private static final String DIGITS = "[0-9]{1,9}";

    static Attempt of(OutboundAnswer answer, long latencyMillis, Instant now) {
        if (answer instanceof OutboundAnswer.Answered answered) {
            Duration asked = WITH_RETRY_AFTER.contains(answered.status())
                    ? answered.header("Retry-After")
                            .map(value -> retryAfter(value, now))
                            .orElse(null)
                    : null;
            return new Attempt(answered.status(), null, latencyMillis, excerpt(answered.text()), asked);
        }
        OutboundAnswer.Failed failed = (OutboundAnswer.Failed) answer;
        return new Attempt(null, failed.failure().name(), latencyMillis, null, null);
    }

    boolean isDelivered() {
        return status != null && status >= 200 && status < 300;
    }

    /** The receiver wants no more messages at all (Standard Webhooks: 410 Gone). */
    boolean isGone() {
        return status != null && status == GONE;
    }

    static @Nullable Duration retryAfter(String value, Instant now) {
        String text = value.strip();
        if (text.matches(DIGITS)) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? Duration.between(now, at) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String excerpt(String body) {
        String text = body.length() > MOST_CHARACTERS ? body.substring(0, MOST_CHARACTERS) : body;
        // Neither half a character nor what a terminal or PostgreSQL would stumble over.
        return text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }
}
