package org.crmcontracts.connectors.fxiaoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.crmcontracts.connectors.fxiaoke.FxiaokeResponses.Answer;
import org.crmcontracts.connectors.fxiaoke.FxiaokeResponses.Verdict;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FxiaokeResponsesTest {
    private static final Instant NOON_IN_CHINA = Instant.parse("2026-11-25T04:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, DATA",
        "20016, LOGIN_AGAIN",
        "20005, LOGIN_AGAIN",
        "-1, BUSY",
        "-2, BUSY",
        "50009, BUSY",
        "30004, THROTTLED",
        "14001, THROTTLED",
        "30002, QUOTA_USED",
        "30003, NO_QUOTA",
        "10006, CLOSED",
        "11013, CLOSED",
        "15003, CLOSED",
        "20006, CLOSED",
        "20014, CLOSED",
        "20015, CLOSED",
        "20017, CLOSED",
        "20020, CLOSED",
        "20023, CLOSED",
        "10013, REFUSED",
        "15002, REFUSED",
        "32000, REFUSED",
        "99999, REFUSED"
    })
    void judgesByTheCodeAlone(int code, Verdict verdict) {
        assertThat(judge(code).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html></html>",
                "[]",
                "0",
                "null",
                "{}",
                "{\"errorCode\":null}",
                "{\"errorCode\":\"0\"}",
                "{\"errorCode\":0.5}",
                "{\"errorCode\":0",
                "{\"errorMessage\":\"OK\"}"
            })
    void takesNothingElseForTheEnvelope(String body) {
        Answer answer = FxiaokeResponses.judge(200, body);

        assertThat(answer.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(FxiaokeResponses.refusal(answer, NOON_IN_CHINA).reason()).isEqualTo(Reason.BAD_ANSWER);
        assertThat(FxiaokeResponses.outcome(answer, null, NOON_IN_CHINA)).isInstanceOf(WriteOutcome.Unknown.class);
    }

    @Test
    void takesAProxysErrorForBusy() {
        assertThat(FxiaokeResponses.judge(502, "<html></html>").verdict()).isEqualTo(Verdict.BUSY);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T04:00:00Z, PT12H5M",
        "2026-11-25T16:04:59Z, PT1S",
        "2026-11-25T16:05:00Z, PT24H",
        "2026-11-25T15:59:59Z, PT5M1S"
    })
    void waitsForTheDaysQuotaUntilAfterMidnightInChina(Instant now, Duration pause) {
        CrmRefusal refusal = FxiaokeResponses.refusal(judge(30002), now);

        assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
        assertThat(refusal.after()).isEqualTo(pause);
    }

    @Test
    void tellsAnAdministratorThatNoQuotaWasBought() {
        CrmRefusal refusal = FxiaokeResponses.refusal(judge(30003), NOON_IN_CHINA);

        assertThat(refusal.reason()).isEqualTo(Reason.NEEDS_RECONNECT);
        assertThat(refusal.vendorCode()).isEqualTo(CrmRefusal.NO_API_QUOTA);
        assertThat(refusal).hasMessageContaining("API pack");
    }

    @Test
    void tellsWhatBecameOfAWrite() {
        assertThat(outcome("{\"errorCode\":0,\"dataId\":\"a1\"}", null))
                .isEqualTo(new WriteOutcome.Written("a1", null));
        assertThat(outcome("{\"errorCode\":0}", "b2")).isEqualTo(new WriteOutcome.Written("b2", null));
        assertThat(outcome("{\"errorCode\":0}", null)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome("{\"errorCode\":50009}", null)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcome("{\"errorCode\":32000,\"errorMessage\":\"重复\"}", null))
                .isEqualTo(new WriteOutcome.Refused(null, "32000", "重复"));
        assertThatThrownBy(() -> outcome("{\"errorCode\":30004}", null))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
                    assertThat(refusal.after()).isEqualTo(FxiaokeResponses.PAUSE);
                });
    }

    private static WriteOutcome outcome(String body, String externalId) {
        return FxiaokeResponses.outcome(FxiaokeResponses.judge(200, body), externalId, NOON_IN_CHINA);
    }

    private static Answer judge(int code) {
        return FxiaokeResponses.judge(200, "{\"errorCode\":" + code + ",\"errorMessage\":\"OK\"}");
    }
}
