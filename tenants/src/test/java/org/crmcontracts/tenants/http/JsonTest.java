package org.crmcontracts.tenants.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record Order(String name, int count, BigDecimal price, LocalDate due, Instant at) {}

    record Choice(HttpProblem code, List<String> tags) {}

    @Test
    void canonicalTextIsSortedTightAndPlain() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("z", new BigDecimal("1E+3"));
        value.put("a", Arrays.asList(1, null, true, new BigDecimal("1.50"), 0.1));
        value.put("合同", Map.of("b", "\"\n", "a", Map.of()));
        value.put("d", LocalDate.of(2026, 1, 2));
        assertThat(Json.canonical(value))
                .isEqualTo("{\"a\":[1,null,true,1.50,0.1],\"d\":\"2026-01-02\",\"z\":1000,"
                        + "\"合同\":{\"a\":{},\"b\":\"\\\"\\n\"}}");
    }

    @Test
    void recordAndMapOfTheSameContentAreEqual() {
        assertThat(Json.canonical(new Order("n", 1, new BigDecimal("2.00"), LocalDate.EPOCH, Instant.EPOCH)))
                .isEqualTo("{\"at\":\"1970-01-01T00:00:00Z\",\"count\":1,\"due\":\"1970-01-01\","
                        + "\"name\":\"n\",\"price\":2.00}");
    }

    @Property(tries = 100)
    void canonicalTextReadsBackToItself(@ForAll @Size(max = 6) Map<@AlphaChars String, BigDecimal> numbers)
            throws Exception {
        String text = Json.canonical(numbers);
        assertThat(Json.canonical(Json.mapper().readTree(text))).isEqualTo(text);
    }

    @Test
    void hashIsThatOfTheStandard() {
        assertThat(Json.sha256Hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"admin\":true}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"a\"} x",
                "{\"count\":\"1\"}",
                "{\"count\":1.5}",
                "{\"count\":null}",
                "{\"name\":7}",
                "{\"due\":\"yesterday\"}",
                "{\"due\":20000}",
                "[]",
                "null",
                "\"\"",
                "{",
                ""
            })
    void anythingButTheRecordIsRefused(String body) {
        assertThatThrownBy(() -> JsonProvider.read(body.getBytes(StandardCharsets.UTF_8), Order.class))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(HttpProblem.BAD_REQUEST));
    }

    @Test
    void faultIsPointedAt() {
        assertThatThrownBy(
                        () -> JsonProvider.read("{\"tags\":[\"a\",{}]}".getBytes(StandardCharsets.UTF_8), Choice.class))
                .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.errors())
                        .extracting(FieldError::pointer)
                        .containsExactly("/tags/1"));
        assertThatThrownBy(() -> JsonProvider.read("{\"code\":1}".getBytes(StandardCharsets.UTF_8), Choice.class))
                .isInstanceOf(Problem.class);
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"tags\":" + "[".repeat(100) + "]".repeat(100) + "}";
        assertThatThrownBy(() -> JsonProvider.read(deep.getBytes(StandardCharsets.UTF_8), Choice.class))
                .isInstanceOf(Problem.class);
    }
}
