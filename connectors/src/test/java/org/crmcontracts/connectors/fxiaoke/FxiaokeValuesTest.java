package org.crmcontracts.connectors.fxiaoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.crmcontracts.connectors.fxiaoke.FxiaokeValues.Unfit;
import org.crmcontracts.connectors.spi.RemoteField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FxiaokeValuesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | TEXT | \" 北京 \" | 北京",
                "text | TEXT | \"  \" |",
                "text | TEXT | null |",
                "currency | NUMBER | \"100.010\" | 100.01",
                "number | NUMBER | 1.50 | 1.5",
                "number | NUMBER | \"0.00\" | 0",
                "number | NUMBER | \"\" |",
                "date | DATE | 1767196800000 | 2026-01-01",
                "date | DATE | 1767196799999 | 2025-12-31",
                "date_time | INSTANT | \"1767196800001\" | 2025-12-31T16:00:00.001Z",
                "true_or_false | BOOLEAN | true | true",
                "select_many | CHOICES | [\"b\",\"a\"] | a;b",
                "select_many | CHOICES | [] |",
                "employee | REFERENCE | [\"1000\",\"1001\"] | 1000",
                "employee | REFERENCE | [] |",
                "object_reference | REFERENCE | \"60b1\" | 60b1"
            })
    void readsEachType(String type, RemoteField.Type remote, String json, String text) throws Exception {
        assertThat(FxiaokeValues.read(field(type, remote, null), MAPPER.readTree(json)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text | TEXT | {\"a\":1} | NOT_TEXT",
                "number | NUMBER | \"many\" | NUMBER_UNREADABLE",
                "number | NUMBER | \"1e999999999\" | NUMBER_UNREADABLE",
                "date | DATE | \"2026-01-01\" | TIME_UNREADABLE",
                "true_or_false | BOOLEAN | \"yes\" | BOOLEAN_UNREADABLE",
                "select_many | CHOICES | [{\"value\":\"a\"}] | NOT_TEXT"
            })
    void saysWhatItCannotRead(String type, RemoteField.Type remote, String json, String code) throws Exception {
        JsonNode value = MAPPER.readTree(json);
        assertThatThrownBy(() -> FxiaokeValues.read(field(type, remote, null), value))
                .isInstanceOfSatisfying(
                        Unfit.class, unfit -> assertThat(unfit.code()).isEqualTo(code));
    }

    @Test
    void writesWhatTheDocumentsAskFor() throws Exception {
        assertThat(write("currency", RemoteField.Type.NUMBER, "100.50")).isEqualTo("\"100.5\"");
        assertThat(write("date", RemoteField.Type.DATE, "2026-01-01")).isEqualTo("1767196800000");
        assertThat(write("true_or_false", RemoteField.Type.BOOLEAN, "false")).isEqualTo("false");
        assertThat(write("employee", RemoteField.Type.REFERENCE, "1000")).isEqualTo("[\"1000\"]");
        assertThat(write("object_reference", RemoteField.Type.REFERENCE, "60b1"))
                .isEqualTo("\"60b1\"");
        assertThat(write("select_many", RemoteField.Type.CHOICES, "a;b")).isEqualTo("[\"a\",\"b\"]");
        assertThat(write("text", RemoteField.Type.TEXT, "")).isEqualTo("null");
    }

    @Test
    void countsCharactersAsPeopleDo() throws Exception {
        FxiaokeField three = field("text", RemoteField.Type.TEXT, 3);

        assertThat(FxiaokeValues.write(three, "𠮷野家").textValue()).isEqualTo("𠮷野家");
        assertThatThrownBy(() -> FxiaokeValues.write(three, "𠮷野家店")).isInstanceOf(Unfit.class);
    }

    @Property
    void numbersComeBackAsTheyWent(
            @ForAll @BigRange(min = "-1000000000000", max = "1000000000000") @Scale(6) BigDecimal n) throws Unfit {
        FxiaokeField field = field("number", RemoteField.Type.NUMBER, null);
        String read = FxiaokeValues.read(field, FxiaokeValues.write(field, n.toPlainString()));

        assertThat(new BigDecimal(read)).isEqualByComparingTo(n);
        assertThat(FxiaokeValues.read(field, FxiaokeValues.write(field, read))).isEqualTo(read);
    }

    @Property
    void datesAndTimesComeBackAsTheyWent(@ForAll @LongRange(min = -100_000, max = 100_000) long days) throws Unfit {
        FxiaokeField date = field("date", RemoteField.Type.DATE, null);
        FxiaokeField time = field("date_time", RemoteField.Type.INSTANT, null);
        String day = LocalDate.ofEpochDay(days).toString();
        String moment = Instant.ofEpochMilli(days * 1_234_567).toString();

        assertThat(FxiaokeValues.read(date, FxiaokeValues.write(date, day))).isEqualTo(day);
        assertThat(FxiaokeValues.read(time, FxiaokeValues.write(time, moment))).isEqualTo(moment);
    }

    private static String write(String type, RemoteField.Type remote, String text) throws Unfit {
        return FxiaokeValues.write(field(type, remote, null), text).toString();
    }

    private static FxiaokeField field(String type, RemoteField.Type remote, Integer length) {
        Map<String, String> options =
                List.of("select_one", "select_many").contains(type) ? Map.of("a", "甲", "b", "乙") : Map.of();
        return new FxiaokeField(type, new RemoteField("f", "F", remote, true, false, length, options));
    }
}
