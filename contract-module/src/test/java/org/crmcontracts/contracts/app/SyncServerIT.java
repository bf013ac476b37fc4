package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs of a connection do and leave to a person, over the API. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SyncServerIT extends ConnectionRig {
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
}
