package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Customers over HTTP: what a page tells of one, bad input, and a merge with its contracts. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CustomersServerIT {
    private static final String SCRIPT = "<img src=x onerror=alert(1)>";

    @ArquillianResource
    private URL url;

    private ContractPath path;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    @BeforeEach
    void tenant() {
        path = new ContractPath(TestTenant.create(), URI.create("http://localhost:" + url.getPort()));
    }

    private JsonNode add(Map<String, String> fields) {
        return path.as("sales").post("/customers", fields, null).expect(201).body();
    }

    private JsonNode customer(JsonNode customer) {
        return path.as("sales").get(at(customer)).expect(200).body();
    }

    private static String at(JsonNode customer) {
        return "/customers/" + customer.path("id").asText();
    }

    private static String id(JsonNode node) {
        return node.path("id").asText();
    }

    private ApiClient.Answer patch(JsonNode customer, Object body, long version, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("If-Match", "\"" + version + "\"");
        if (key != null) {
            headers.put("Idempotency-Key", key);
        }
        return path.as("sales").send("PATCH", at(customer), body, headers);
    }

    private Map<String, Object> merge(JsonNode survivor, JsonNode merged, String... take) {
        return Map.of(
                "survivorId",
                id(survivor),
                "mergedId",
                id(merged),
                "mergedVersion",
                ContractPath.version(merged),
                "take",
                List.of(take));
    }

    private JsonNode contract(JsonNode customer) {
        return path.as("sales")
                .post("/contracts", path.facts(java.util.UUID.fromString(id(customer)), "10.00"), null)
                .expect(201)
                .body();
    }

    private List<String> contractsOf(JsonNode customer) {
        return path.as("legal")
                .get("/contracts?customerId=" + id(customer))
                .expect(200)
                .body()
                .findValuesAsText("number");
    }

    @Test
    void aCustomerTellsWhoWroteEachFieldAndWhatHappened() {
        JsonNode added = add(Map.of("name", "Acme", "phone", "1"));
        patch(added, Map.of("phone", "2"), ContractPath.version(added), null).expect(200);
        JsonNode now = customer(added);
        assertThat(now.path("sources").path("phone").path("kind").asText()).isEqualTo("PERSON");
        assertThat(now.path("sources").path("phone").path("name").asText()).isEqualTo("User sales");
        assertThat(now.path("sources").path("phone").path("at").asText())
                .isGreaterThan(now.path("sources").path("name").path("at").asText());
        assertThat(now.path("links")).isEmpty();
        JsonNode history =
                path.as("auditor").get(at(added) + "/history").expect(200).body();
        assertThat(history.findValuesAsText("action")).containsExactly("customer.changed", "customer.created");
        assertThat(path.as("visitor").get(at(added) + "/history").status()).isEqualTo(403);
    }

    @Test
    void badInputIsRefusedAndMarkupIsText() {
        JsonNode added = add(Map.of("name", SCRIPT, "address", "=HYPERLINK(\"https://x.example\")"));
        assertThat(customer(added).path("name").asText()).isEqualTo(SCRIPT);
        long version = ContractPath.version(added);
        assertThat(patch(added, Map.of("name", "x".repeat(1 << 20)), version, null)
                        .status())
                .isIn(413, 422);
        for (Object wrong : List.of(
                Map.of("name", ""),
                Map.of("name", "a\u0000b"),
                Map.of("name", "x".repeat(501)),
                Map.of("createdAt", "yesterday"),
                Map.of("mergedInto", id(added)),
                "{\"name\": {\"a\": 1}}",
                "{\"name\": [\"a\"]}",
                "[]",
                "null",
                "{")) {
            assertThat(patch(added, wrong, version, null).status())
                    .as(wrong.toString())
                    .isIn(400, 422);
        }
        assertThat(ContractPath.version(customer(added))).isEqualTo(version);
        assertThat(path.as("sales").get("/customers?connection=zoho").code()).isEqualTo("BAD_REQUEST");
        assertThat(path.as("sales").get("/customers?limit=many").status()).isIn(400, 404);
        assertThat(path.as("sales")
                        .get("/customers?query=%00%25")
                        .expect(200)
                        .body()
                        .path("items"))
                .isEmpty();
        assertThat(path.as("legal")
                        .post("/customer-merges", "{\"survivorId\":\"x\"}", 1)
                        .status())
                .isIn(400, 422);
        assertThat(path.as("legal").get("/customer-duplicates?cursor=x").code()).isEqualTo("BAD_CURSOR");
    }

    @Test
    void likelyPairsAreListedAndDismissedForGood() {
        JsonNode one = add(Map.of("name", "上海贝塔股份有限公司"));
        JsonNode two = add(Map.of("name", "上海贝塔有限公司"));
        ApiClient admin = path.as("admin");
        assertThat(admin.post("/customer-duplicates", Map.of(), null)
                        .expect(200)
                        .body()
                        .path("open")
                        .asInt())
                .isEqualTo(1);
        JsonNode pair = admin.get("/customer-duplicates")
                .expect(200)
                .body()
                .path("items")
                .get(0);
        assertThat(List.of(pair.at("/left/id").asText(), pair.at("/right/id").asText()))
                .containsExactlyInAnyOrder(id(one), id(two));
        assertThat(pair.path("reasons").get(0).asText()).isEqualTo("NAME");
        String at = "/customer-duplicates/" + pair.at("/left/id").asText() + "/"
                + pair.at("/right/id").asText();
        admin.put(at, Map.of("dismissed", true), null).expect(204);
        assertThat(admin.post("/customer-duplicates", Map.of(), null)
                        .expect(200)
                        .body()
                        .path("open")
                        .asInt())
                .isZero();
        assertThat(path.as("sales").get("/customer-duplicates").status()).isEqualTo(403);
    }

    @Test
    void aMergeTakesDraftsAlongAndLeavesWhatWasAgreed() {
        JsonNode survivor = add(Map.of("name", "Acme Ltd", "phone", "1"));
        JsonNode merged = add(Map.of("name", "ACME Limited", "address", "1 Street"));
        JsonNode draft = contract(merged);
        JsonNode submitted = path.submitted("10.00");
        JsonNode party = path.as("sales")
                .get("/customers/" + submitted.at("/counterparty/id").asText())
                .expect(200)
                .body();
        JsonNode first = path.as("legal")
                .post("/customer-merges", merge(survivor, party), ContractPath.version(survivor))
                .expect(201)
                .body();
        assertThat(first.path("mergedName").asText()).isEqualTo("Riverbank Instruments");
        survivor = customer(survivor);
        String key = "merge-" + id(merged);
        Map<String, String> headers =
                Map.of("If-Match", "\"" + ContractPath.version(survivor) + "\"", "Idempotency-Key", key);
        Map<String, Object> request = merge(survivor, merged, "address");
        assertThat(path.as("sales")
                        .send("POST", "/customer-merges", request, headers)
                        .status())
                .isEqualTo(403);
        assertThat(path.as("legal")
                        .post("/customer-merges", merge(survivor, merged), 1)
                        .code())
                .isEqualTo("STALE_VERSION");
        JsonNode done = path.as("admin")
                .send("POST", "/customer-merges", request, headers)
                .expect(201)
                .body();
        assertThat(path.as("admin")
                        .send("POST", "/customer-merges", request, headers)
                        .expect(201)
                        .body())
                .isEqualTo(done);
        assertThat(path.as("admin")
                        .post("/customer-merges", request, ContractPath.version(survivor))
                        .code())
                .isEqualTo("CUSTOMER_MERGED");

        ApiClient.Answer gone = path.as("sales").get(at(merged));
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.body().path("mergedInto").asText()).isEqualTo(id(survivor));
        assertThat(gone.body().path("detail").asText()).contains("Acme Ltd");
        assertThat(customer(survivor).path("address").asText()).isEqualTo("1 Street");
        assertThat(customer(survivor).path("merges")).hasSize(2);
        assertThat(contractsOf(survivor))
                .containsExactlyInAnyOrder(
                        draft.path("number").asText(), submitted.path("number").asText());
        JsonNode moved = path.reload(draft);
        assertThat(moved.at("/counterparty/id").asText()).isEqualTo(id(survivor));
        assertThat(moved.at("/counterparty/name").asText()).isEqualTo("ACME Limited");
        JsonNode agreed = path.reload(submitted);
        assertThat(agreed.path("counterparty")).isEqualTo(submitted.path("counterparty"));
        for (String lane : List.of("LEGAL", "FINANCE", "BUSINESS", "EXECUTIVE")) {
            agreed = path.decide(agreed, lane, "APPROVE").expect(200).body();
        }
        assertThat(agreed.path("state").asText())
                .as("what was reviewed is what is approved")
                .isEqualTo("APPROVED");
        assertThat(path.as("sales")
                        .put(
                                ContractPath.path(moved),
                                path.facts(java.util.UUID.fromString(id(merged)), "10.00"),
                                ContractPath.version(moved))
                        .code())
                .isEqualTo("CUSTOMER_MERGED");

        ApiClient.Answer undone = path.as("legal")
                .post("/customer-merges/" + id(done) + "/undo", Map.of(), ContractPath.version(customer(survivor)));
        assertThat(undone.expect(200).body().path("undoneAt").asText()).isNotEmpty();
        assertThat(path.reload(draft).at("/counterparty/id").asText()).isEqualTo(id(merged));
        assertThat(customer(merged).path("address").asText()).isEqualTo("1 Street");
        assertThat(customer(survivor).has("address")).isFalse();
        path.as("admin")
                .post("/customer-merges/" + id(first) + "/undo", Map.of(), ContractPath.version(customer(survivor)))
                .expect(200);
        assertThat(contractsOf(survivor)).isEmpty();
        assertThat(path.as("auditor")
                        .get(at(survivor) + "/history")
                        .expect(200)
                        .body()
                        .findValuesAsText("action"))
                .contains("customer.merged", "customer.merge-undone", "customer.created");
    }

    @Test
    void aDraftThatWasEditedSinceKeepsAMergeFromBeingUndone() {
        JsonNode survivor = add(Map.of("name", "Acme Ltd"));
        JsonNode merged = add(Map.of("name", "ACME Limited"));
        JsonNode draft = contract(merged);
        JsonNode done = path.as("admin")
                .post("/customer-merges", merge(survivor, merged), ContractPath.version(survivor))
                .expect(201)
                .body();
        path.as("sales")
                .put(
                        ContractPath.path(draft),
                        path.facts(java.util.UUID.fromString(id(survivor)), "11.00"),
                        ContractPath.version(path.reload(draft)))
                .expect(200);
        ApiClient.Answer undo = path.as("admin")
                .post("/customer-merges/" + id(done) + "/undo", Map.of(), ContractPath.version(customer(survivor)));
        assertThat(undo.code()).isEqualTo("MERGE_CHANGED_SINCE");
        assertThat(undo.body().path("detail").asText())
                .contains(draft.path("number").asText());
        assertThat(path.as("sales").get(at(merged)).status())
                .as("nothing was undone")
                .isEqualTo(410);
    }
}
