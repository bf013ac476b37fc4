package org.crmcontracts.connectors.zoho;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.jspecify.annotations.Nullable;

/** Tells what an answer of Zoho means for the caller: data, nothing, once more, or a refusal. Pure. */
final class ZohoResponses {
    /** Zoho CRM v8 Get Records, possible errors, read 2026-11: each is cured by starting at the first page. */
    private static final Set<String> STALE_PAGE = Set.of("EXPIRED_VALUE", "TOKEN_BOUND_DATA_MISMATCH");

    /** What to do with an answer. */
    enum Verdict {
        DATA,
        NOTHING,
        LOGIN_AGAIN,
        REFUSED
    }

    private ZohoResponses() {}

    static Verdict verdict(ZohoAnswer answer) {
        return switch (answer.status()) {
            case 200 -> Verdict.DATA;
            case 204, 304 -> Verdict.NOTHING;
            case 401 -> "INVALID_TOKEN".equals(code(answer)) ? Verdict.LOGIN_AGAIN : Verdict.REFUSED;
            default -> Verdict.REFUSED;
        };
    }

    /** Whether asking the same again in some seconds may help. */
    static boolean mayPass(int status) {
        return status == 429 || status >= 500;
    }

    static CrmRefusal refusal(ZohoAnswer answer) {
        String code = code(answer);
        Reason reason =
                switch (answer.status()) {
                    case 400 -> pageIsStale(code, answer) ? Reason.PAGE_TOKEN_EXPIRED : Reason.BAD_ANSWER;
                    case 401, 403 -> Reason.NEEDS_RECONNECT;
                    case 429 -> Reason.THROTTLED;
                    default -> answer.status() >= 500 ? Reason.RETRY_LATER : Reason.BAD_ANSWER;
                };
        return new CrmRefusal(reason, code, "Zoho answered " + answer.status() + (code == null ? "" : " " + code));
    }

    /** The token endpoint may answer its errors with status 200; only the body counts. */
    static CrmRefusal tokenRefusal(ZohoAnswer answer) {
        JsonNode body = ZohoWire.tree(answer.body());
        String error = body == null ? null : text(body, "error");
        if (error == null) {
            Reason reason = answer.status() == 429
                    ? Reason.THROTTLED
                    : answer.status() >= 500 ? Reason.RETRY_LATER : Reason.BAD_ANSWER;
            return new CrmRefusal(reason, null, "Zoho's token endpoint answered " + answer.status());
        }
        String code = error.trim().toLowerCase(Locale.ROOT).replace(' ', '_');
        return new CrmRefusal(
                code.equals("access_denied") && saysTooMany(body) ? Reason.THROTTLED : Reason.NEEDS_RECONNECT,
                code,
                "Zoho's token endpoint refused: " + code);
    }

    /** The bare error object's code, or the one of the first item of a list; null where the body has none. */
    static @Nullable String code(ZohoAnswer answer) {
        JsonNode body = ZohoWire.tree(answer.body());
        if (body == null) {
            return null;
        }
        String bare = text(body, "code");
        return bare != null ? bare : text(body.path("data").path(0), "code");
    }

    private static boolean pageIsStale(@Nullable String code, ZohoAnswer answer) {
        if (code == null) {
            return false;
        }
        // INVALID_DATA means another user's page token only when it names that parameter.
        return STALE_PAGE.contains(code)
                || (code.equals("INVALID_DATA") && answer.body().contains("\"page_token\""));
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
