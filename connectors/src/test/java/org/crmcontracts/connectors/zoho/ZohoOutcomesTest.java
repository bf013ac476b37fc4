package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.TransportAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZohoOutcomesTest {
    private static final String GOOD =
            "{\"code\":\"SUCCESS\",\"status\":\"success\",\"message\":\"\",\"details\":{\"id\":\"5725767000000500001\","
                    + "\"Modified_Time\":\"2026-11-25T16:00:00+08:00\"}}";

    private static List<WriteOutcome> of(int status, int sent, String body) {
        return ZohoOutcomes.of(TransportAnswer.of(status, body), sent);
    }

    private static String error(String code, String details) {
        return "{\"code\":\"" + code + "\",\"status\":\"error\",\"message\":\"m\",\"details\":{" + details + "}}";
    }

    @Test
    void tellsIdAndRevisionOfWhatIsWritten() {
        assertThat(of(201, 1, "{\"data\":[" + GOOD + "]}"))
                .containsExactly(new WriteOutcome.Written("5725767000000500001", "2026-11-25T08:00:00Z"));
    }

    @Test
    void mapsItemsByTheirPlace() {
        assertThat(of(
                        207,
                        3,
                        "{\"data\":[" + GOOD + "," + error("DUPLICATE_DATA", "\"duplicate_record\":{\"id\":\"7\"}")
                                + "," + error("MANDATORY_NOT_FOUND", "\"api_name\":\"Last_Name\"") + "]}"))
                .containsExactly(
                        new WriteOutcome.Written("5725767000000500001", "2026-11-25T08:00:00Z"),
                        new WriteOutcome.Duplicate("7"),
                        new WriteOutcome.Refused("Last_Name", "MANDATORY_NOT_FOUND", "m"));
    }

    @Test
    void classifiesEachCode() {
        assertThat(one("ALREADY_MODIFIED", "\"id\":\"1\"")).isEqualTo(new WriteOutcome.Changed());
        assertThat(one("DUPLICATE_DATA", "\"id\":\"9\"")).isEqualTo(new WriteOutcome.Duplicate("9"));
        assertThat(one("DUPLICATE_DATA", "\"api_name\":\"Email\"")).isEqualTo(new WriteOutcome.Duplicate(null));
        assertThat(one("INVALID_DATA", "\"api_name\":\"id\"")).isEqualTo(new WriteOutcome.Gone());
        assertThat(one("RECORD_NOT_FOUND", "")).isEqualTo(new WriteOutcome.Gone());
        assertThat(one("INVALID_DATA", "\"api_name\":\"Phone\",\"maximum_length\":30"))
                .isEqualTo(new WriteOutcome.Refused("Phone", "INVALID_DATA", "m"));
        assertThat(one("RECORD_LOCKED", "")).isEqualTo(new WriteOutcome.NotYet(Reason.RETRY_LATER, "RECORD_LOCKED: m"));
        assertThat(one("TOO_MANY_REQUESTS", ""))
                .isEqualTo(new WriteOutcome.NotYet(Reason.THROTTLED, "TOO_MANY_REQUESTS: m"));
        assertThat(one("INTERNAL_ERROR", "")).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(one("SOMETHING_NEW", "")).isEqualTo(new WriteOutcome.Refused(null, "SOMETHING_NEW", "m"));
        assertThat(one(
                        "MULTIPLE_OR_MULTI_ERRORS",
                        "\"errors\":[" + error("INVALID_DATA", "\"api_name\":\"Email\"") + "]"))
                .isEqualTo(new WriteOutcome.Refused("Email", "INVALID_DATA", "m"));
    }

    private static WriteOutcome one(String code, String details) {
        return of(400, 1, "{\"data\":[" + error(code, details) + "]}").get(0);
    }

    @Test
    void aBareErrorIsThatOfAllRecords() {
        assertThat(of(400, 3, error("MANDATORY_NOT_FOUND", "\"api_name\":\"data\"")))
                .hasSize(3)
                .containsOnly(new WriteOutcome.Refused("data", "MANDATORY_NOT_FOUND", "m"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "{}", "{\"data\":[]}", "{\"data\":7}", "{\"data\":[{}]}"})
    void nothingButTheListIsSuccess(String body) {
        assertThat(of(200, 2, body)).hasSize(2).allMatch(WriteOutcome.Unknown.class::isInstance);
        assertThat(of(200, 2, "{\"data\":[" + GOOD + "]}")).allMatch(WriteOutcome.Unknown.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504"})
    void aServerErrorMayHaveWritten(int status) {
        assertThat(of(status, 1, error("INTERNAL_ERROR", ""))).allMatch(WriteOutcome.Unknown.class::isInstance);
        assertThat(of(status, 1, error("INVALID_DATA", ""))).allMatch(WriteOutcome.Unknown.class::isInstance);
    }

    @Test
    void anotherCharsetIsNoSuccess() {
        byte[] bytes = ("{\"data\":[" + GOOD.replace("\"message\":\"\"", "\"message\":\"成功\"") + "]}")
                .getBytes(StandardCharsets.UTF_16);

        assertThat(ZohoOutcomes.of(new TransportAnswer(200, Map.of(), bytes), 1))
                .allMatch(WriteOutcome.Unknown.class::isInstance);
    }
}
