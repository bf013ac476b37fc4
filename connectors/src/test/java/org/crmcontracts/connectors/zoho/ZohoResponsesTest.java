package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.crmcontracts.connectors.zoho.ZohoResponses.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZohoResponsesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "200, , DATA",
        "204, , NOTHING",
        "304, , NOTHING",
        "401, INVALID_TOKEN, LOGIN_AGAIN",
        "401, OAUTH_SCOPE_MISMATCH, REFUSED",
        "401, AUTHENTICATION_FAILURE, REFUSED",
        "302, , REFUSED",
        "429, TOO_MANY_REQUESTS, REFUSED"
    })
    void tellsDataFromNothingAndRefusal(int status, String code, Verdict verdict) {
        assertThat(ZohoResponses.verdict(error(status, code))).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "400, EXPIRED_VALUE, PAGE_TOKEN_EXPIRED",
        "400, TOKEN_BOUND_DATA_MISMATCH, PAGE_TOKEN_EXPIRED",
        "400, INVALID_DATA, BAD_ANSWER",
        "400, LIMIT_EXCEEDED, BAD_ANSWER",
        "401, INVALID_TOKEN, NEEDS_RECONNECT",
        "401, OAUTH_SCOPE_MISMATCH, NEEDS_RECONNECT",
        "403, NO_PERMISSION, NEEDS_RECONNECT",
        "404, INVALID_URL_PATTERN, BAD_ANSWER",
        "429, TOO_MANY_REQUESTS, THROTTLED",
        "500, INTERNAL_ERROR, RETRY_LATER",
        "503, , RETRY_LATER",
        "302, , BAD_ANSWER"
    })
    void givesTheReasonOfARefusalAndZohosCode(int status, String code, Reason reason) {
        assertThat(ZohoResponses.refusal(error(status, code), NOW)).satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.vendorCode()).isEqualTo(code);
        });
    }

    @Test
    void takesAnotherUsersPageTokenForAnExpiredOne() {
        TransportAnswer answer = TransportAnswer.of(
                400, "{\"code\":\"INVALID_DATA\",\"details\":{\"param_name\":\"page_token\"},\"status\":\"error\"}");

        assertThat(ZohoResponses.refusal(answer, NOW).reason()).isEqualTo(Reason.PAGE_TOKEN_EXPIRED);
    }

    @Test
    void findsTheCodeInsideAList() {
        assertThat(ZohoResponses.code(TransportAnswer.of(404, "{\"data\":[{\"code\":\"INVALID_URL_PATTERN\"}]}")))
                .isEqualTo("INVALID_URL_PATTERN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "\"text\"", "{\"code\":7}", "{"})
    void findsNoCodeInWhatIsNoError(String body) {
        assertThat(ZohoResponses.code(TransportAnswer.of(502, body))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "200, invalid_code, , NEEDS_RECONNECT",
        "200, invalid_client, , NEEDS_RECONNECT",
        "400, Access Denied, You have made too many requests continuously, THROTTLED",
        "200, access_denied, , NEEDS_RECONNECT",
        "502, , , RETRY_LATER",
        "429, , , THROTTLED",
        "200, , , BAD_ANSWER"
    })
    void judgesTheTokenEndpointByItsBody(int status, String error, String description, Reason reason) {
        String body = error == null
                ? "<html></html>"
                : "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";

        assertThat(ZohoWire.grant(TransportAnswer.of(status, body))).isNull();
        assertThat(ZohoResponses.tokenRefusal(TransportAnswer.of(status, body), NOW)
                        .reason())
                .isEqualTo(reason);
    }

    private static TransportAnswer error(int status, String code) {
        return TransportAnswer.of(
                status, code == null ? "" : "{\"code\":\"" + code + "\",\"status\":\"error\",\"details\":{}}");
    }
}
