package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which records of a CRM come over, as an administrator says by the API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class FiltersServerIT extends ConnectionRig {
    private static Map<String, Object> condition(String field, String operator, String... values) {
        return Map.of("kind", "ACCOUNT", "field", field, "operator", operator, "values", List.of(values));
    }

    private static Map<String, Object> request(Object... conditions) {
        return Map.of("conditions", List.of(conditions));
    }

    @Test
    void aFilterIsTriedSavedBeforeTheFirstRunAndFollowed() {
        zoho.put("Accounts", Map.of("Account_Name", "Big", "Employees", 500));
        zoho.put("Accounts", Map.of("Account_Name", "Small", "Employees", 5));
        String connection = connected();
        Map<String, Object> big = request(condition("Employees", "AT_LEAST", "100"));

        JsonNode tried = admin.post(connection + "/filters/previews", big, null)
                .expect(200)
                .body()
                .path("items");

        assertThat(tried).hasSize(1);
        assertThat(tried.get(0).path("sampled").asInt()).isEqualTo(2);
        assertThat(tried.get(0).path("matching").asInt()).isEqualTo(1);
        ApiClient.Answer none = admin.get(connection + "/filters").expect(200);
        assertThat(none.body().path("items")).as("a trial stores nothing").isEmpty();
        String seen = version(none);
        assertThat(admin.put(connection + "/filters", big, null).expect(428).code())
                .isEqualTo("IF_MATCH_REQUIRED");
        String now = version(admin.put(connection + "/filters", big, seen).expect(200));
        assertThat(admin.put(connection + "/filters", big, seen).expect(412).code())
                .isEqualTo("STALE_VERSION");
        JsonNode run = good(connection, "PULL");
        assertThat(run.path("created").asInt()).isEqualTo(1);
        assertThat(run.path("leftOut").asInt()).isEqualTo(1);
        assertThat(customers()).containsExactly("Big");
        assertThat(actions(connection.substring(connection.lastIndexOf('/') + 1)))
                .contains("connection.filtered");
        // The CRM's names of records are told once there is a mapping.
        assertThat(admin.post(connection + "/filters/previews", big, null)
                        .expect(200)
                        .body()
                        .path("items")
                        .get(0)
                        .path("leftOut")
                        .get(0)
                        .asText())
                .isEqualTo("Small");

        // A mapping of the version that was seen before the filter would undo what it says.
        ApiClient.Answer mapping = admin.get(connection + "/mapping").expect(200);
        assertThat(version(mapping)).isEqualTo(now);
        now = version(admin.put(connection + "/filters", request(), now).expect(200));
        assertThat(now).isNotEqualTo(version(mapping));
        good(connection, "PULL");
        assertThat(customers()).containsExactlyInAnyOrder("Big", "Small");
    }

    private List<String> customers() {
        return tenant.as(base(), "sales")
                .get("/customers")
                .expect(200)
                .body()
                .path("items")
                .findValuesAsText("name");
    }

    @Test
    void nothingComesOverWhileAFieldOfTheFilterIsGone() {
        zoho.put("Accounts", Map.of("Account_Name", "Big", "Employees", 500));
        String connection = connected();
        good(connection, "PULL");
        zoho.removeField("Accounts", "Employees");
        zoho.put("Accounts", Map.of("Account_Name", "Another"));
        Map<String, Object> few = request(condition("Employees", "IS_NOT", "500"));
        String seen = version(admin.get(connection + "/filters").expect(200));
        String now = version(admin.put(connection + "/filters", few, seen).expect(200));

        JsonNode run = run(connection, "PULL");

        assertThat(run.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(run.path("problemCode").asText()).isEqualTo("FILTER_FIELD_GONE");
        assertThat(customers()).containsExactly("Big");
        assertThat(admin.get(connection + "/filters").expect(200).text()).contains("FILTER_FIELD_GONE");
        assertThat(admin.put(connection + "/filters", few, now).expect(422).code())
                .isEqualTo("FILTER_FIELD_NOT_THERE");
        admin.put(connection + "/filters", request(), now).expect(200);
        good(connection, "PULL");
        assertThat(customers()).containsExactlyInAnyOrder("Big", "Another");
    }

    @Test
    void badConditionsAreRefusedByTheirCodeInBothLanguages() {
        String connection = connected();
        Map<String, Object> good = condition("Employees", "AT_LEAST", "100");
        Map<String, Object> noKind = new LinkedHashMap<>(good);
        noKind.put("kind", null);
        Map<String, Object> user = new LinkedHashMap<>(good);
        user.put("kind", "USER");
        Object[][] table = {
            {Map.of(), 422, "VALIDATION_FAILED"},
            {request(noKind), 422, "VALIDATION_FAILED"},
            {request(condition(" ", "IS", "x")), 422, "VALIDATION_FAILED"},
            {request(condition("x".repeat(201), "IS", "x")), 422, "VALIDATION_FAILED"},
            {request(condition("Phone", "IS", "x".repeat(201))), 422, "VALIDATION_FAILED"},
            {Map.of("conditions", Collections.nCopies(21, good)), 422, "VALIDATION_FAILED"},
            {request(condition("Phone", "SOUNDS_LIKE", "x")), 400, "BAD_REQUEST"},
            {request(condition("Nothing_Like_It", "IS", "x")), 422, "FILTER_FIELD_NOT_THERE"},
            {request(user), 422, "FILTER_FIELD_NOT_THERE"},
            {request(condition("Employees", "CONTAINS", "1")), 422, "FILTER_OPERATOR_UNFIT"},
            {request(condition("Phone", "AT_LEAST", "1")), 422, "FILTER_OPERATOR_UNFIT"},
            {request(condition("Employees", "AT_LEAST", "many")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Employees", "AT_LEAST")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Phone", "IS", " ")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Phone", "IS_EMPTY", "x")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Founded", "AT_MOST", "2026-13-01")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Next_Review", "AT_MOST", "2026-01-01")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Is_Partner", "IS", "yes")), 422, "FILTER_VALUE_UNFIT"},
            {request(condition("Segments", "CONTAINS", "D")), 422, "FILTER_VALUE_UNFIT"},
        };
        String seen = version(admin.get(connection + "/filters").expect(200));
        List<String> wrong = new ArrayList<>();
        for (Object[] row : table) {
            List<ApiClient.Answer> answers = List.of(
                    admin.send("PUT", connection + "/filters", row[0], Map.of("If-Match", "\"" + seen + "\"")),
                    admin.post(connection + "/filters/previews", row[0], null));
            for (ApiClient.Answer answer : answers) {
                if (answer.status() != (int) row[1] || !answer.code().equals(row[2])) {
                    wrong.add(row[0] + " -> " + answer.status() + " " + answer.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(version(admin.get(connection + "/filters").expect(200))).isEqualTo(seen);
        String nowhere = "/connections/" + UUID.randomUUID() + "/filters";
        assertThat(admin.get(nowhere).expect(404).code()).isEqualTo("CONNECTION_NOT_FOUND");
        assertThat(admin.post(nowhere + "/previews", request(good), null)
                        .expect(404)
                        .code())
                .isEqualTo("CONNECTION_NOT_FOUND");

        Map<String, Object> second = request(good, condition("Employees", "AT_LEAST", "many"));
        ApiClient chinese = new ApiClient(base(), tenant.token("admin"), "zh-CN");
        ApiClient.Answer told =
                chinese.post(connection + "/filters/previews", second, null).expect(422);
        JsonNode fault = told.body().path("errors").get(0);
        assertThat(fault.path("pointer").asText()).isEqualTo("/conditions/1/values");
        assertThat(fault.path("message").asText()).contains("条件值");
        assertThat(told.body().path("detail").asText()).contains("NUMBER");
    }
}
