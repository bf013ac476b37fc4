package org.crmcontracts.connectors.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerFieldsTest {
    private static Map<String, String> valid(String field, @Nullable String value, String... owned) {
        Map<String, @Nullable String> fields = new HashMap<>();
        fields.put(field, value);
        return CustomerFields.valid(CustomerFields.CUSTOMER, fields, Set.of(owned));
    }

    private static void refused(CustomerProblem code, String field, @Nullable String value, String... owned) {
        assertThatThrownBy(() -> valid(field, value, owned))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void valuesAreStrippedAndEmptyOnesClear() {
        assertThat(valid("phone", "  +86 10 1 ")).containsExactly(Map.entry("phone", "+86 10 1"));
        assertThat(valid("phone", " ")).containsExactly(Map.entry("phone", ""));
        assertThat(valid("phone", null)).containsExactly(Map.entry("phone", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "mergedInto", "merged_into", "ownerName", "", "name; drop table customer"})
    void onlyKnownFieldsAreWritten(String field) {
        refused(CustomerProblem.FIELD_UNKNOWN, field, "x");
    }

    @Test
    void fieldsOfTheCrmAreLeftToIt() {
        refused(CustomerProblem.FIELD_OWNED_BY_CRM, "phone", "1", "phone");
        assertThat(valid("phone", "1", "name")).isNotEmpty();
    }

    @Test
    void aNameIsThereAndNotTooLong() {
        refused(CustomerProblem.FIELD_INVALID, "name", null);
        refused(CustomerProblem.FIELD_INVALID, "name", "　 ");
        assertThat(valid("name", "名".repeat(500))).isNotEmpty();
        refused(CustomerProblem.FIELD_INVALID, "name", "名".repeat(501));
        refused(CustomerProblem.FIELD_INVALID, "name", "x".repeat(1 << 20));
        assertThat(valid("address", "x".repeat(2000))).isNotEmpty();
        refused(CustomerProblem.FIELD_INVALID, "address", "x".repeat(2001));
        assertThatThrownBy(() -> CustomerFields.name(Map.of("phone", "1"))).isInstanceOf(Problem.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u001bb", "a\tb", "a\r\nb", "a\ud800b", "\udc00", "a\u0085b"})
    void whatIsNoTextIsRefused(String value) {
        refused(CustomerProblem.FIELD_INVALID, "address", value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=HYPERLINK(\"https://x.example\")",
                "+1",
                "-1",
                "@SUM(A1)",
                "<img src=x onerror=alert(1)>",
                "'; drop table customer; --",
                "2026-02-31",
                "一\n二",
                "😀",
                "%_\\"
            })
    void textThatOthersCouldTakeForSomethingElseIsKeptAsItIs(String value) {
        assertThat(valid("address", value)).containsValue(value);
    }
}
