package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections over the API: the trial before they are made, their mapping and settings, and their removal. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConnectionsServerIT extends ConnectionRig {
    @Test
    void aTrialTellsWhatWorksAndStoresNothing() {
        zoho.put("Accounts", Map.of("Account_Name", "Customer"));

        JsonNode good =
                admin.post("/connections/trials", facts(), null).expect(200).body();

        assertThat(good.path("well").asBoolean()).as(good.toString()).isTrue();
        assertThat(good.path("steps")).hasSize(7);
        assertThat(step(good, "ACCOUNT_RECORDS").path("count").asInt()).isEqualTo(1);
        Map<String, Object> wrong = facts();
        wrong.put("clientSecret", "wrong");
        JsonNode bad =
                admin.post("/connections/trials", wrong, null).expect(200).body();
        assertThat(bad.path("well").asBoolean()).isFalse();
        assertThat(step(bad, "TOKEN").path("outcome").asText()).isEqualTo("FAILED");
        assertThat(bad.toString()).doesNotContain("wrong");
        ApiClient chinese = new ApiClient(base(), tenant.token("admin"), "zh-CN");
        assertThat(step(
                                chinese.post("/connections/trials", wrong, null)
                                        .expect(200)
                                        .body(),
                                "TOKEN")
                        .path("cause")
                        .asText())
                .contains("凭据");
        Map<String, Object> inside = facts();
        inside.put("apiUrl", "http://169.254.169.254");
        assertThat(step(
                                admin.post("/connections/trials", inside, null)
                                        .expect(200)
                                        .body(),
                                "ADDRESS")
                        .path("outcome")
                        .asText())
                .isEqualTo("FAILED");
        assertThat(admin.get("/connections").expect(200).body().path("items")).isEmpty();

        String connection = connected();
        assertThat(admin.post(connection + "/trials", Map.of(), null)
                        .expect(200)
                        .body()
                        .path("well")
                        .asBoolean())
                .isTrue();
        assertThat(admin.get(connection + "/runs").expect(200).body().path("items"))
                .isEmpty();
    }

    @Test
    void aMappingIsChangedOnTheVersionThatWasSeenAndOnlyToFieldsThatAreThere() {
        zoho.put("Accounts", Map.of("Account_Name", "Customer of many words", "Phone", "+86 10 1"));
        String connection = connected();
        good(connection, "PULL");
        JsonNode fields = admin.get(connection + "/mapping/fields").expect(200).body();
        JsonNode name = null;
        for (JsonNode field : fields.path("fields")) {
            if (field.path("kind").asText().equals("ACCOUNT")
                    && field.path("name").asText().equals("Account_Name")) {
                name = field;
            }
        }
        assertThat(name).isNotNull();
        assertThat(name.path("samples").get(0).asText()).isEqualTo("Customer of many words");
        assertThat(name.path("required").asBoolean()).isTrue();

        ApiClient.Answer mapping = admin.get(connection + "/mapping").expect(200);
        String seen = version(mapping);
        Map<String, Object> few = Map.of("fields", List.of(rule("name", "Account_Name")));
        assertThat(admin.put(connection + "/mapping", few, null).expect(428).code())
                .isEqualTo("IF_MATCH_REQUIRED");
        String next = version(admin.put(connection + "/mapping", few, seen).expect(200));
        assertThat(next).isNotEqualTo(seen);
        assertThat(admin.put(connection + "/mapping", few, seen).expect(412).code())
                .isEqualTo("STALE_VERSION");
        assertThat(admin.put(connection + "/mapping", Map.of("fields", List.of(rule("name", "Nothing_Like_It"))), next)
                        .expect(422)
                        .code())
                .isEqualTo("FIELD_NOT_THERE");
        assertThat(admin.put(connection + "/mapping", Map.of("fields", List.of(rule("phone", "Owner"))), next)
                        .expect(422)
                        .code())
                .isEqualTo("FIELD_TYPE_UNFIT");
        JsonNode suggestions =
                admin.get(connection + "/mapping/fields").expect(200).body().path("suggestions");
        assertThat(suggestions.findValuesAsText("theirs")).contains("Phone", "Website", "Industry");
    }

    @Test
    void settingsAreChangedPausedResumedAndTheConnectionRemoved() {
        zoho.put("Accounts", Map.of("Account_Name", "Customer"));
        String connection = connected();
        good(connection, "PULL");
        String seen = version(admin.get(connection).expect(200));

        ApiClient.Answer changed = admin.put(connection, settings(), seen).expect(200);

        assertThat(changed.body().path("pullMinutes").asInt()).isEqualTo(30);
        assertThat(changed.body().path("quietUntil").asText()).isEqualTo("06:30");
        assertThat(admin.get(connection + "/status").body().path("callsPerDay").asInt())
                .isEqualTo(5_000);
        assertThat(admin.put(connection, settings(), seen).expect(412).code()).isEqualTo("STALE_VERSION");
        String now = version(changed);
        Map<String, Object> wrong = Map.of("clientSecret", "wrong", "noticeSecret", "notice");
        now = version(admin.put(connection, settings("credentials", wrong), now).expect(200));
        JsonNode trial =
                admin.post(connection + "/trials", Map.of(), null).expect(200).body();
        assertThat(step(trial, "TOKEN").path("outcome").asText()).isEqualTo("FAILED");
        assertThat(run(connection, "PULL").path("problemCode").asText()).isEqualTo("NEEDS_RECONNECT");
        Map<String, Object> right = Map.of("clientSecret", ZohoSimulator.CLIENT_SECRET);
        ApiClient.Answer mended =
                admin.put(connection, settings("credentials", right), now).expect(200);
        assertThat(mended.body().path("state").asText()).isEqualTo("ACTIVE");
        assertThat(mended.body().path("hasNoticeSecret").asBoolean()).isTrue();
        assertThat(mended.text())
                .doesNotContain(ZohoSimulator.CLIENT_SECRET)
                .doesNotContain(ZohoSimulator.REFRESH_TOKEN);
        good(connection, "PULL");

        admin.post(connection + "/pauses", Map.of("reason", "Tidying up"), null).expect(204);
        assertThat(admin.post(connection + "/runs", Map.of(), null).expect(409).code())
                .isEqualTo("CONNECTION_PAUSED");
        admin.post(connection + "/resumptions", Map.of(), null).expect(204);

        now = version(mended);
        assertThat(admin.post(connection + "/removals", Map.of("name", "Our Zoho"), now)
                        .expect(422)
                        .code())
                .isEqualTo("NAME_DIFFERS");
        assertThat(admin.post(connection + "/removals", Map.of("name", "Renamed"), null)
                        .expect(428)
                        .code())
                .isEqualTo("IF_MATCH_REQUIRED");
        admin.post(connection + "/removals", Map.of("name", "Renamed"), now).expect(204);
        assertThat(admin.get(connection).expect(404).code()).isEqualTo("CONNECTION_NOT_FOUND");
        assertThat(admin.get("/connections").body().path("items")).isEmpty();
        assertThat(tenant.as(base(), "sales")
                        .get("/customers")
                        .expect(200)
                        .body()
                        .path("items"))
                .hasSize(1);
        assertThat(actions("Renamed")).contains("connection.removed");
    }

    @Test
    void badInputIsRefusedByItsCode() {
        String connection = connected();
        String seen = version(admin.get(connection).expect(200));
        String nothing = UUID.randomUUID().toString();
        Object[][] table = {
            {"POST", "/connections/trials", Map.of(), 422, "VALIDATION_FAILED"},
            {"POST", "/connections/trials", with("provider", "nobody"), 422, "PROVIDER_UNKNOWN"},
            {"POST", "/connections/trials", with("refreshToken", ""), 422, "VALIDATION_FAILED"},
            {"POST", "/connections/trials", with("apiUrl", "not an address"), 422, "HOST_NOT_ALLOWED"},
            {"POST", "/connections", with("apiUrl", "http://10.0.0.1"), 422, "HOST_NOT_ALLOWED"},
            {"PUT", connection, settings("pullMinutes", 4), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("pullMinutes", 1_441), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("quietUntil", "24:00"), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("quietUntil", null), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("callsPerMinute", 0), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("callsPerDay", -1), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("name", " "), 422, "VALIDATION_FAILED"},
            {"PUT", connection, settings("options", Map.of("Not a name", "x")), 422, "VALIDATION_FAILED"},
            {"POST", connection + "/runs", Map.of("kind", "PUSH"), 422, "RUN_KIND_UNKNOWN"},
            {"POST", connection + "/runs/" + nothing + "/undos", Map.of(), 404, "RUN_NOT_FOUND"},
            {"POST", connection + "/runs/" + nothing + "/repairs", Map.of("lines", List.of(1)), 404, "RUN_NOT_FOUND"},
            {"POST", connection + "/pauses", Map.of("reason", ""), 422, "VALIDATION_FAILED"},
            {"POST", connection + "/refused-deletions", Map.of("reason", ""), 422, "VALIDATION_FAILED"},
            {"POST", connection + "/accepted-deletions", Map.of("count", -1), 422, "VALIDATION_FAILED"},
            {"POST", connection + "/conflicts/" + nothing + "/reversals", Map.of(), 404, "CONFLICT_NOT_FOUND"},
            {"POST", connection + "/quarantine/replays", Map.of("kind", "ACCOUNT"), 422, "VALIDATION_FAILED"},
            {"GET", connection + "/runs?cursor=x", null, 400, "BAD_CURSOR"},
            {"GET", connection + "/conflicts?cursor=WyJhIiwiYiJd", null, 400, "BAD_CURSOR"},
            {"GET", connection + "/quarantine?cursor=x", null, 400, "BAD_CURSOR"},
            {"GET", connection + "/quarantine?limit=201", null, 400, "BAD_LIMIT"},
            {"GET", connection + "/stopped-deletions?cursor=x", null, 400, "BAD_CURSOR"},
            {"GET", "/connections/" + nothing, null, 404, "CONNECTION_NOT_FOUND"},
            {"POST", "/connections/" + nothing + "/trials", Map.of(), 404, "CONNECTION_NOT_FOUND"},
            {"GET", "/connections/" + nothing + "/mapping/fields", null, 404, "CONNECTION_NOT_FOUND"},
        };
        List<String> wrong = new ArrayList<>();
        for (Object[] row : table) {
            ApiClient.Answer answer = admin.send(
                    String.valueOf(row[0]), String.valueOf(row[1]), row[2], Map.of("If-Match", "\"" + seen + "\""));
            if (answer.status() != (int) row[3] || !answer.code().equals(row[4])) {
                wrong.add(row[0] + " " + row[1] + " " + row[2] + " -> " + answer.status() + " " + answer.text());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(keyed(connection + "/runs", Map.of(), "short").expect(400).code())
                .isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> facts = facts();
        facts.put(name, value);
        return facts;
    }

    private static Map<String, Object> settings(Object... others) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", "Renamed");
        settings.put("takesNew", false);
        settings.put("pullMinutes", 30);
        settings.put("quietFrom", "22:00");
        settings.put("quietUntil", "06:30");
        settings.put("callsPerMinute", 60);
        settings.put("callsPerDay", 5_000);
        settings.put("options", Map.of());
        for (int i = 0; i < others.length; i += 2) {
            settings.put(String.valueOf(others[i]), others[i + 1]);
        }
        return settings;
    }

    private static Map<String, Object> rule(String ours, String theirs) {
        return Map.of("kind", "ACCOUNT", "ours", ours, "theirs", theirs, "owner", "NEWEST", "blankWins", false);
    }
}
