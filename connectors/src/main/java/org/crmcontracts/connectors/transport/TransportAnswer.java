package org.crmcontracts.connectors.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a CRM answered, not yet judged.
 *
 * @param headers the first value of each, by lower-case name
 * @param body as it came; empty where there is none
 */
public record TransportAnswer(int status, Map<String, String> headers, byte[] body) {

    public TransportAnswer {
        headers = Map.copyOf(headers);
    }

    /** An answer without headers. */
    public static TransportAnswer of(int status, String body) {
        return new TransportAnswer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The body as text; empty for bytes that are not UTF-8, whatever the headers say (RFC 8259 allows no other). */
    public Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3), never below zero; empty without a readable one. */
    public Optional<Duration> retryAfter(Instant now) {
        return header("retry-after").map(String::strip).flatMap(value -> {
            if (value.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
            }
            try {
                Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
