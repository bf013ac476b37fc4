package org.crmcontracts.connectors.fxiaoke;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an answer of Fxiaoke means (error codes of openapi v2 and of the gateway itself, read 2026-11). Pure.
 *
 * <p>The gateway answers with status 200 whatever happens, and its messages change: only {@code errorCode} is judged.
 */
final class FxiaokeResponses {
    /** The vendor's own mapper setting, apart from the product's: a vendor may add properties at any time. */
    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** 100 calls of one interface in 20 s. */
    static final Duration PAUSE = Duration.ofSeconds(20);

    /** The day's quota is filled at midnight in China; some minutes later it is there for sure. */
    private static final LocalTime QUOTA_IS_BACK = LocalTime.of(0, 5);

    /** What to do with an answer. */
    enum Verdict {
        DATA,
        LOGIN_AGAIN,
        /** Busy, or not finished in time; a write may have taken effect. */
        BUSY,
        THROTTLED,
        QUOTA_USED,
        NO_QUOTA,
        /** Credentials or rights; a human must act. */
        CLOSED,
        /** The call itself, or the record in it, is not acceptable. */
        REFUSED,
        /** Not the gateway's envelope: another server's page, or half an answer. */
        UNREADABLE
    }

    /**
     * An answer of the gateway.
     *
     * @param body missing where it is no JSON object
     */
    record Answer(Verdict verdict, @Nullable String code, JsonNode body) {

        String message() {
            String said = body.path("errorMessage").asText("");
            return code == null ? "Fxiaoke's answer is not readable; is the host right?" : code + " " + said;
        }
    }

    private FxiaokeResponses() {}

    static Answer judge(int status, String text) {
        JsonNode body = tree(text);
        JsonNode code = body.path("errorCode");
        if (status >= 500 && !code.isIntegralNumber()) {
            return new Answer(Verdict.BUSY, String.valueOf(status), body);
        }
        if (!code.isIntegralNumber()) {
            return new Answer(Verdict.UNREADABLE, null, body);
        }
        return new Answer(verdict(code.intValue()), code.asText(), body);
    }

    private static Verdict verdict(int code) {
        return switch (code) {
            case 0 -> Verdict.DATA;
            case 20016, 20005 -> Verdict.LOGIN_AGAIN;
            case -1, -2, 50009 -> Verdict.BUSY;
            case 30004, 14001 -> Verdict.THROTTLED;
            case 30002 -> Verdict.QUOTA_USED;
            case 30003 -> Verdict.NO_QUOTA;
            case 10006, 11013, 15003, 20006, 20014, 20015, 20017, 20020, 20021, 20022, 20023 -> Verdict.CLOSED;
            default -> Verdict.REFUSED;
        };
    }

    /** How long nobody should call; null where the answer asks for no pause. */
    static @Nullable Duration pause(Verdict verdict, Instant now) {
        return switch (verdict) {
            case THROTTLED -> PAUSE;
            case QUOTA_USED -> untilQuotaIsBack(now);
            default -> null;
        };
    }

    private static Duration untilQuotaIsBack(Instant now) {
        ZonedDateTime local = now.atZone(FxiaokeValues.ZONE);
        ZonedDateTime back = local.with(QUOTA_IS_BACK);
        return Duration.between(local, back.isAfter(local) ? back : back.plusDays(1));
    }

    /** For all verdicts but DATA. */
    static CrmRefusal refusal(Answer answer, Instant now) {
        String text =
                switch (answer.verdict()) {
                    case NO_QUOTA -> "The Fxiaoke tenant has no open API quota (30003): its administrator has to buy an API pack";
                    case QUOTA_USED -> "The Fxiaoke tenant's API calls of today are used up (30002)";
                    default -> "Fxiaoke answered " + answer.message();
                };
        String code = answer.verdict() == Verdict.NO_QUOTA ? CrmRefusal.NO_API_QUOTA : answer.code();
        return new CrmRefusal(reason(answer.verdict()), code, text, pause(answer.verdict(), now), null);
    }

    private static Reason reason(Verdict verdict) {
        return switch (verdict) {
            case BUSY -> Reason.RETRY_LATER;
            case THROTTLED, QUOTA_USED -> Reason.THROTTLED;
            case LOGIN_AGAIN, NO_QUOTA, CLOSED -> Reason.NEEDS_RECONNECT;
            default -> Reason.BAD_ANSWER;
        };
    }

    /** What became of one create or update; a {@link CrmRefusal} where it concerns more than the one record. */
    static WriteOutcome outcome(Answer answer, @Nullable String externalId, Instant now) {
        return switch (answer.verdict()) {
            case DATA -> written(answer, externalId);
            case BUSY, UNREADABLE -> new WriteOutcome.Unknown("Fxiaoke answered " + answer.message());
            case REFUSED -> new WriteOutcome.Refused(
                    null,
                    String.valueOf(answer.code()),
                    answer.body().path("errorMessage").asText(""));
            default -> throw refusal(answer, now);
        };
    }

    private static WriteOutcome written(Answer answer, @Nullable String externalId) {
        String id = externalId == null ? answer.body().path("dataId").asText("") : externalId;
        return id.isBlank()
                ? new WriteOutcome.Unknown("Fxiaoke named no id of what it created")
                : new WriteOutcome.Written(id, null);
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node != null && node.isObject() ? node : MAPPER.missingNode();
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
