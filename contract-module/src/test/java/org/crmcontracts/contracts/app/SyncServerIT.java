package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Connections over the API, from the trial before they are made to their removal, with a simulated Zoho CRM. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SyncServerIT {
    private static final Pattern ACTION = Pattern.compile("\"action\":\"([^\"]+)\"");

    @ArquillianResource
    private URL url;

    private ZohoSimulator zoho;
    private String address;
    private TestTenant tenant;
    private ApiClient admin;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    @BeforeEach
    void start() {
        zoho = new ZohoSimulator();
        address = "http://localhost:" + zoho.start(0);
        tenant = TestTenant.create();
        admin = tenant.as(base(), "admin");
    }

    @AfterEach
    void stop() {
        zoho.stop();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("provider", "zoho");
        facts.put("name", "Our Zoho");
        facts.put("accountsUrl", address);
        facts.put("apiUrl", address);
        facts.put("clientId", ZohoSimulator.CLIENT_ID);
        facts.put("clientSecret", ZohoSimulator.CLIENT_SECRET);
        facts.put("refreshToken", ZohoSimulator.REFRESH_TOKEN);
        facts.put("options", Map.of("reference-unique", "true"));
        return facts;
    }

    private String connected() {
        return "/connections/"
                + admin.post("/connections", facts(), null)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText();
    }

    private JsonNode ended(String connection, ApiClient.Answer begun) {
        String id = begun.expect(202).body().path("id").asText();
        long end = System.nanoTime() + 60_000_000_000L;
        while (true) {
            JsonNode run = admin.get(connection + "/runs/" + id).expect(200).body();
            if (!run.path("outcome").asText().equals("RUNNING")) {
                return run;
            }
            assertThat(System.nanoTime()).as("the run ends").isLessThan(end);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode run(String connection, String kind) {
        return ended(connection, admin.post(connection + "/runs", Map.of("kind", kind), null));
    }

    private JsonNode good(String connection, String kind) {
        JsonNode run = run(connection, kind);
        assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("DONE");
        return run;
    }

    private ApiClient.Answer keyed(String path, Object body, String key) {
        return admin.send("POST", path, body, Map.of("Idempotency-Key", key));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** What the audit log tells of a subject, one event a line. */
    private List<String> actions(String subject) {
        return tenant.as(base(), "auditor")
                .get("/audit-log")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.contains(subject))
                .flatMap(line -> ACTION.matcher(line).results().limit(1))
                .map(found -> found.group(1))
                .toList();
    }

    private static JsonNode step(JsonNode trial, String name) {
        for (JsonNode step : trial.path("steps")) {
            if (step.path("name").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name + " in " + trial);
    }

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
    void aKeyBeginsOneRun() {
        String connection = connected();
        String key = key();
        ApiClient.Answer first =
                keyed(connection + "/runs", Map.of("kind", "PULL"), key).expect(202);
        ended(connection, first);

        ApiClient.Answer again =
                keyed(connection + "/runs", Map.of("kind", "PULL"), key).expect(202);

        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(admin.get(connection + "/runs").body().path("items")).hasSize(1);
        assertThat(keyed(connection + "/runs", Map.of("kind", "FULL"), key)
                        .expect(422)
                        .code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void runsArePagedAndUndone() {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Customer", "Phone", "1"));
        String connection = connected();
        good(connection, "PULL");
        zoho.put("Accounts", Map.of("id", id, "Phone", "2"));
        assertThat(good(connection, "DRY").path("updated").asInt()).isEqualTo(1);
        JsonNode changed = good(connection, "PULL");
        assertThat(changed.path("updated").asInt()).isEqualTo(1);

        JsonNode page = admin.get(connection + "/runs?limit=2").expect(200).body();
        assertThat(page.path("items")).hasSize(2);
        JsonNode rest = admin.get(
                        connection + "/runs?limit=2&cursor=" + page.path("next").asText())
                .expect(200)
                .body();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next") && !rest.path("next").isNull()).isFalse();

        String undos = connection + "/runs/" + changed.path("id").asText() + "/undos";
        String key = key();
        ApiClient.Answer undo = keyed(undos, Map.of(), key);
        assertThat(ended(connection, undo).path("outcome").asText()).isEqualTo("DONE");
        assertThat(keyed(undos, Map.of(), key).expect(202).body().path("id"))
                .isEqualTo(undo.body().path("id"));
        assertThat(zoho.held("Accounts", id)).containsEntry("Phone", "1");
    }

    /** One customer whose telephone number both sides have changed, a person being to decide. */
    private String conflict(String connection, String id) {
        good(connection, "PULL");
        ApiClient.Answer mapping = admin.get(connection + "/mapping").expect(200);
        List<Map<String, Object>> fields = new ArrayList<>();
        mapping.body().path("items").forEach(rule -> {
            boolean phone = rule.path("kind").asText().equals("ACCOUNT")
                    && rule.path("ours").asText().equals("phone");
            fields.add(Map.of(
                    "kind", rule.path("kind").asText(),
                    "ours", rule.path("ours").asText(),
                    "theirs", rule.path("theirs").asText(),
                    "owner", phone ? "MANUAL" : rule.path("owner").asText(),
                    "blankWins", false));
        });
        admin.put(connection + "/mapping", Map.of("fields", fields), version(mapping))
                .expect(200);
        good(connection, "PULL");
        ApiClient sales = tenant.as(base(), "sales");
        JsonNode customer =
                sales.get("/customers").expect(200).body().path("items").get(0);
        sales.send(
                        "PATCH",
                        "/customers/" + customer.path("id").asText(),
                        Map.of("phone", "ours"),
                        Map.of("If-Match", "\"" + customer.path("version").asLong() + "\""))
                .expect(200);
        zoho.put("Accounts", Map.of("id", id, "Phone", "theirs"));
        good(connection, "PULL");
        JsonNode open = admin.get(connection + "/conflicts").expect(200).body().path("items");
        assertThat(open).hasSize(1);
        return connection + "/conflicts/" + open.get(0).path("id").asText();
    }

    private static String version(ApiClient.Answer answer) {
        return answer.header("ETag").replaceAll("[^0-9]", "");
    }

    @Test
    void aConflictIsDecidedTakenBackAndDecidedAnew() {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Customer", "Phone", "1"));
        String connection = connected();
        String conflict = conflict(connection, id);
        Map<String, Object> theirs = Map.of("decision", "THEIRS", "remember", false);
        String key = key();
        keyed(conflict + "/decisions", theirs, key).expect(204);
        keyed(conflict + "/decisions", theirs, key).expect(204);
        assertThat(admin.post(conflict + "/decisions", theirs, null).expect(404).code())
                .isEqualTo("CONFLICT_NOT_FOUND");

        admin.post(conflict + "/reversals", Map.of(), null).expect(204);

        assertThat(admin.get(connection + "/conflicts").body().path("items")).hasSize(1);
        admin.post(conflict + "/decisions", Map.of("decision", "OURS", "remember", false), null)
                .expect(204);
        good(connection, "PULL");
        assertThat(zoho.held("Accounts", id)).containsEntry("Phone", "ours");
        assertThat(admin.post(conflict + "/reversals", Map.of(), null)
                        .expect(409)
                        .code())
                .isEqualTo("DECISION_STANDS");
        assertThat(actions("phone"))
                .contains("sync-conflict.decided", "sync-conflict.reopened")
                .filteredOn("sync-conflict.decided"::equals)
                .hasSize(2);
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

    private static Map<String, Object> rule(String ours, String theirs) {
        return Map.of("kind", "ACCOUNT", "ours", ours, "theirs", theirs, "owner", "NEWEST", "blankWins", false);
    }

    @Test
    void aHeldRecordIsTriedAgainOnceForItsKey() {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Customer", "Website", "=HYPERLINK(\"https://x\")"));
        zoho.put("Accounts", Map.of("Account_Name", "Another", "Website", "=1+1"));
        String connection = connected();
        good(connection, "PULL");
        JsonNode page =
                admin.get(connection + "/quarantine?limit=1").expect(200).body();
        assertThat(page.path("items")).hasSize(1);
        JsonNode rest = admin.get(connection + "/quarantine?limit=1&cursor="
                        + page.path("next").asText())
                .expect(200)
                .body();
        assertThat(rest.path("items")).hasSize(1).isNotEqualTo(page.path("items"));

        zoho.put("Accounts", Map.of("id", id, "Website", "https://put-right.example"));
        String key = key();
        Map<String, Object> record = Map.of("kind", "ACCOUNT", "recordId", id);
        ApiClient.Answer replay = keyed(connection + "/quarantine/replays", record, key);
        assertThat(ended(connection, replay).path("created").asInt()).isEqualTo(1);
        assertThat(keyed(connection + "/quarantine/replays", record, key)
                        .expect(202)
                        .body()
                        .path("id"))
                .isEqualTo(replay.body().path("id"));
        assertThat(admin.post(connection + "/quarantine/replays", record, null)
                        .expect(404)
                        .code())
                .isEqualTo("QUARANTINE_NOT_FOUND");
    }

    @Test
    void manyDeletionsAreListedAllowedExactlyOrRefused() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(zoho.put("Accounts", Map.of("Account_Name", "Customer " + i)));
        }
        String connection = connected();
        good(connection, "PULL");
        ids.subList(0, 25).forEach(id -> zoho.delete("Accounts", id));
        assertThat(run(connection, "PULL").path("problemCode").asText()).isEqualTo("MASS_DELETION");

        JsonNode stopped = admin.get(connection + "/stopped-deletions?limit=20")
                .expect(200)
                .body();
        assertThat(stopped.path("total").asInt()).isEqualTo(25);
        assertThat(stopped.path("items")).hasSize(20);
        assertThat(stopped.path("items").get(0).path("name").asText()).startsWith("Customer ");
        assertThat(stopped.path("items").get(0).path("contracts").asInt(-1)).isZero();
        assertThat(admin.get(connection + "/stopped-deletions?limit=20&cursor="
                                + stopped.path("next").asText())
                        .expect(200)
                        .body()
                        .path("items"))
                .hasSize(5);

        assertThat(admin.post(connection + "/accepted-deletions", Map.of("count", 30), null)
                        .expect(409)
                        .code())
                .isEqualTo("DELETIONS_CHANGED");
        admin.post(connection + "/refused-deletions", Map.of("reason", "Look first"), null)
                .expect(204);
        assertThat(admin.get(connection + "/stopped-deletions")
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(admin.get(connection + "/status").body().path("pausedReason").asText())
                .isEqualTo("Look first");
        admin.post(connection + "/resumptions", Map.of(), null).expect(204);
        assertThat(run(connection, "PULL").path("problemCode").asText()).isEqualTo("MASS_DELETION");
        admin.post(connection + "/accepted-deletions", Map.of("count", 25), null)
                .expect(204);
        assertThat(good(connection, "PULL").path("deleted").asInt()).isEqualTo(25);
        assertThat(actions(connection.substring("/connections/".length())))
                .contains("connection.deletions-accepted", "connection.deletions-refused", "connection.resumed");
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
}
