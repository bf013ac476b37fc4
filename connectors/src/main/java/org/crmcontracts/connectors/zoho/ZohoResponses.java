package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.jspecify.annotations.Nullable;

/** Tells what an answer of Zoho means for the caller: data, nothing, once more, or a refusal. Pure. */
final class ZohoResponses {
    /** Zoho CRM v8 Get Records, possible errors, read 2026-11: each is cured by starting at the first page. */
    private static final Set<String> STALE_PAGE = Set.of("EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH");

    /** Credits come back hour by hour over a rolling day. */
    private static final Duration CREDITS_PAUSE = Duration.ofMinutes(15);

    private static final Duration CALLS_PAUSE = Duration.ofMinutes(1);

    /** Ten grants in ten minutes block a refresh token for the rest of them (Zoho accounts, token limits, read 2026-11). */
    private static final Duration GRANTS_PAUSE = Duration.ofMinutes(10);

    /** What to do with an answer. */
    enum Verdict {
        DATA,
        NOTHING,
        LOGIN_AGAIN,
        REFUSED
    }

    private ZohoResponses() {}

    static Verdict verdict(TransportAnswer answer) {
        return switch (answer.status()) {
            case 200 -> Verdict.DATA;
            case 204, 304 -> Verdict.NOTHING;
            case 401 -> "INVALID_TOKEN".equals(code(answer)) ? Verdict.LOGIN_AGAIN : Verdict.REFUSED;
            default -> Verdict.REFUSED;
        };
    }

    /** Whether asking the same again in some seconds may help; after 429 the whole connection has to wait. */
    static boolean mayPass(int status) {
        return status >= 500;
    }

    static CrmRefusal refusal(TransportAnswer answer, Instant now) {
        String code = code(answer);
        Reason reason =
                switch (answer.status()) {
                    case 400 -> pageIsStale(code, answer) ? Reason.PAGE_TOKEN_EXPIRED : Reason.BAD_ANSWER;
                    case 401, 403 -> Reason.NEEDS_RECONNECT;
                    case 429 -> Reason.THROTTLED;
                    default -> answer.status() >= 500 ? Reason.RETRY_LATER : Reason.BAD_ANSWER;
                };
        return new CrmRefusal(
                reason,
                code,
                "Zoho answered " + answer.status() + (code == null ? "" : " " + code),
                reason == Reason.THROTTLED
                        ? pause(answer, now)
                        : answer.retryAfter(now).orElse(null),
                null);
    }

    /**
     * How long to wait. Zoho says nothing: the same code stands for too many calls in flight, which passes in seconds,
     * and for a day's credits, which a header may tell (API v8, limits; read 2026-11).
     */
    private static Duration pause(TransportAnswer answer, Instant now) {
        boolean spent =
                answer.header("x-api-credits-remaining").filter("0"::equals).isPresent();
        return answer.retryAfter(now).orElse(spent ? CREDITS_PAUSE : CALLS_PAUSE);
    }

    /** The token endpoint may answer its errors with status 200; only the body counts. */
    static CrmRefusal tokenRefusal(TransportAnswer answer, Instant now) {
        JsonNode body = ZohoWire.tree(answer);
        String error = body == null ? null : text(body, "error");
        if (error == null) {
            Reason reason = answer.status() == 429
                    ? Reason.THROTTLED
                    : answer.status() >= 500 ? Reason.RETRY_LATER : Reason.BAD_ANSWER;
            return new CrmRefusal(
                    reason,
                    null,
                    "Zoho's token endpoint answered " + answer.status(),
                    reason == Reason.THROTTLED ? answer.retryAfter(now).orElse(GRANTS_PAUSE) : null,
                    null);
        }
        String code = error.trim().toLowerCase(Locale.ROOT).replace(' ', '_');
        boolean tooMany = code.equals("access_denied") && saysTooMany(body);
        return new CrmRefusal(
                tooMany ? Reason.THROTTLED : Reason.NEEDS_RECONNECT,
                code,
                "Zoho's token endpoint refused: " + code,
                tooMany ? GRANTS_PAUSE : null,
                null);
    }

    /** The bare error object's code, or the one of the first item of a list; null where the body has none. */
    static @Nullable String code(TransportAnswer answer) {
        JsonNode body = ZohoWire.tree(answer);
        if (body == null) {
            return null;
        }
        String bare = text(body, "code");
        return bare != null ? bare : text(body.path("data").path(0), "code");
    }

    private static boolean pageIsStale(@Nullable String code, TransportAnswer answer) {
        if (code == null) {
            return false;
        }
        // INVALID_DATA means another user's page token only when it names that parameter.
        return STALE_PAGE.contains(code)
                || (code.equals("INVALID_DATA") && answer.text().orElse("").contains("\"page_token\""));
    }

    private static boolean saysTooMany(JsonNode body) {
        String description = text(body, "error_description");
        return description != null && description.toLowerCase(Locale.ROOT).contains("too many");
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
