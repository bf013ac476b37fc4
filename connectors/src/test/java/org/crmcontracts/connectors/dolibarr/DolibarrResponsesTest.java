package org.crmcontracts.connectors.dolibarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Answer;
import org.crmcontracts.connectors.dolibarr.DolibarrResponses.Verdict;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolibarrResponsesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | [] | DATA",
                "200 | 17 | DATA",
                "200 | <html></html> | UNREADABLE",
                "200 | '' | UNREADABLE",
                "200 | {\"error\":{\"code\":500,\"message\":\"x\"}} | UNREADABLE",
                "404 | {\"error\":{\"code\":404,\"message\":\"Not Found: Thirdparties not found\"}} | NOTHING",
                "404 | {\"error\":{\"code\":404,\"message\":\"Not Found\"}} | UNREADABLE",
                "404 | <html></html> | UNREADABLE",
                "301 | '' | UNREADABLE",
                "401 | {\"error\":{\"code\":401,\"message\":\"Unauthorized\"}} | CLOSED",
                "403 | <html></html> | CLOSED",
                "403 | {\"error\":{\"code\":403,\"message\":\"Forbidden: Access not allowed for login x\"}} | NOT_THIS_ONE",
                "429 | '' | THROTTLED",
                "400 | {\"error\":{\"code\":400,\"message\":\"Bad Request: name field missing\"}} | REFUSED",
                "500 | {\"error\":{\"code\":500,\"message\":\"Error creating thirdparty\",\"0\":\"ErrorBadEMail\"}} | REFUSED",
                "500 | {\"error\":{\"code\":500,\"message\":\"E\",\"0\":\"Duplicate value in a unique field\"}} | COLLISION",
                "500 | '' | BROKEN",
                "502 | <html></html> | BROKEN"
            })
    void tellsEachAnswerFromTheOthers(int status, String body, Verdict verdict) {
        assertThat(judge(status, body).verdict()).isEqualTo(verdict);
    }

    @Test
    void tellsWhatBecameOfAWrite() {
        assertThat(outcome(200, "17", null)).isEqualTo(new WriteOutcome.Written("17", null));
        assertThat(outcome(200, "{\"id\":\"17\"}", "17")).isEqualTo(new WriteOutcome.Written("17", null));
        assertThat(outcome(200, "{\"id\":\"18\"}", "17")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome(200, "{\"id\":\"17\"}", null)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome(200, "-1", null)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome(200, "false", "17")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome(502, "", null)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome(404, "{\"error\":{\"message\":\"Not Found: Contact not found\"}}", "17"))
                .isEqualTo(new WriteOutcome.Gone());
        assertThat(outcome(400, "{\"error\":{\"message\":\"Bad Request: lastname field missing\"}}", null))
                .isEqualTo(new WriteOutcome.Refused("lastname", "400", "Bad Request: lastname field missing"));
        assertThatThrownBy(() -> outcome(401, "{\"error\":{\"message\":\"Unauthorized\"}}", null))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.NEEDS_RECONNECT));
    }

    @Test
    void waitsAsLongAsItIsTold() {
        CrmRefusal told = DolibarrResponses.refusal(DolibarrResponses.judge(429, "", Duration.ofSeconds(7)));
        CrmRefusal untold = DolibarrResponses.refusal(judge(429, ""));

        assertThat(told.after()).isEqualTo(Duration.ofSeconds(7));
        assertThat(untold.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(untold.after()).isPositive();
    }

    private static WriteOutcome outcome(int status, String body, String externalId) {
        return DolibarrResponses.outcome(judge(status, body), externalId);
    }

    private static Answer judge(int status, String body) {
        return DolibarrResponses.judge(status, body, null);
    }
}
