package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees what: teams, masks, mappings, and the explanation of each. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PeopleServerIT {
    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private ApiClient person(TestTenant tenant, String userId, String... groups) {
        String token = tenant.tokens().mint(tenant.issuer(), TestTenant.AUDIENCE, userId, userId, List.of(groups));
        return new ApiClient(base(), token, "en");
    }

    /** Two teams: Anna (sales) and Lea (business owner, lead) in the north, Ben (sales) in the south. */
    private final class TwoTeams {
        final TestTenant tenant = TestTenant.create();
        final ContractPath path = new ContractPath(tenant, base());
        final ApiClient anna = person(tenant, "anna", "sales");
        final ApiClient ben = person(tenant, "ben", "sales");
        final ApiClient lea = person(tenant, "lea", "business");
        final ApiClient admin = person(tenant, "root", "admin");
        final JsonNode north;
        final JsonNode annas;
        final JsonNode bens;

        TwoTeams() {
            for (ApiClient one : List.of(anna, ben, lea)) {
                one.get("/me").expect(200);
            }
            north = admin.post("/teams", Map.of("name", "North", "lead", "lea", "members", List.of("anna")), null)
                    .expect(201)
                    .body();
            admin.post("/teams", Map.of("name", "South", "members", List.of("ben")), null)
                    .expect(201);
            annas = draft(anna, "10.00");
            bens = draft(ben, "20.00");
        }

        JsonNode draft(ApiClient owner, String amount) {
            return owner.post("/contracts", path.facts(path.customer("Riverbank"), amount), null)
                    .expect(201)
                    .body();
        }
    }

    private static List<String> ids(ApiClient client) {
        JsonNode page = client.get("/contracts?total=true").expect(200).body();
        List<String> ids = StreamSupport.stream(page.path("items").spliterator(), false)
                .map(row -> row.path("id").asText())
                .toList();
        assertThat(page.path("total").asInt()).isEqualTo(ids.size());
        return ids;
    }

    @Test
    void eachSeesTheirOwnTheirTeamsOrEverything() {
        TwoTeams two = new TwoTeams();
        String annas = two.annas.path("id").asText();
        String bens = two.bens.path("id").asText();
        assertThat(ids(two.anna)).containsExactly(annas);
        assertThat(ids(two.ben)).containsExactly(bens);
        assertThat(ids(two.lea)).containsExactly(annas);
        assertThat(ids(two.path.as("legal"))).containsExactly(bens, annas);
        assertThat(ids(two.path.as("records"))).isEmpty();
        two.lea.get("/contracts/" + annas).expect(200);
        assertThat(two.lea.get("/contracts/" + bens).expect(404).code()).isEqualTo("CONTRACT_NOT_FOUND");
        assertThat(two.anna
                        .get("/contracts?total=true&query=Riverbank")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        two.admin.get("/contracts/" + annas).expect(403);
    }

    @Test
    void whatIsOutOfReachIsAnsweredLikeWhatIsNotThere() throws Exception {
        TwoTeams two = new TwoTeams();
        String bens = two.bens.path("id").asText();
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        try (InputStream file = getClass().getResourceAsStream("/authorisation-matrix.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.trim().split("\\s+");
                if (line.contains("/contracts/{id}") && line.contains("sales")) {
                    tried++;
                    String there = answer(two.anna, words[0], words[1], bens);
                    String nowhere = answer(
                            two.anna, words[0], words[1], UUID.randomUUID().toString());
                    if (!there.equals(nowhere)) {
                        wrong.add(line + ": " + there + " instead of " + nowhere);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(14);
        String at = "/contracts/" + bens;
        two.anna.put(at, two.path.facts(two.path.customer("X"), "1.00"), 1).expect(404);
        two.anna.post(at + "/submissions", Map.of(), 1).expect(404);
        two.anna.post(at + "/cancellations", Map.of("reason", "Why not"), 1).expect(404);
        two.anna.get(at + "/timeline").expect(404);
        assertThat(two.ben.get(at).body().path("version")).isEqualTo(two.bens.path("version"));
    }

    private static String answer(ApiClient client, String method, String path, String id) {
        boolean body = method.equals("POST") || method.equals("PUT");
        ApiClient.Answer answer = client.send(
                method,
                path.replace("{id}", id).replace("{documentId}", id),
                body ? "{}" : null,
                Map.of("If-Match", "\"0\""));
        return answer.status() + " " + answer.code();
    }

    @Test
    void whoeverMayReadButNotActIsForbidden() {
        TwoTeams two = new TwoTeams();
        // Business owners of the team read a draft of it, and legal may edit it; both may not do each other's part.
        String at = "/contracts/" + two.annas.path("id").asText();
        Map<String, Object> facts = two.path.facts(two.path.customer("X"), "1.00");
        person(two.tenant, "fin", "finance").put(at, facts, 1).expect(403);
        ApiClient mixed = person(two.tenant, "mixed", "finance", "sales");
        mixed.get(at).expect(200);
        mixed.put(at, facts, ContractPath.version(two.annas)).expect(403);
        assertThat(mixed.get(at).body().path("actions")).isEmpty();
        assertThat(two.anna.get(at).body().path("actions")).isNotEmpty();
    }

    @Test
    void recordsSeeNoSumAndNothingToWorkItOutFrom() {
        ContractPath path = new ContractPath(TestTenant.create(), base());
        JsonNode contract = path.active("7351.00");
        String at = ContractPath.path(contract);
        path.as("finance")
                .post(
                        at + "/receipts",
                        Map.of(
                                "paymentId",
                                contract.path("payments").get(0).path("id").asText(),
                                "amount",
                                Map.of("amount", "7351.00", "currency", "CNY"),
                                "receivedOn",
                                java.time.LocalDate.now().minusDays(1).toString()),
                        ContractPath.version(contract))
                .expect(201);
        String hash = path.reload(contract).path("contentHash").asText();
        ApiClient records = path.as("records");
        for (String read : List.of("/contracts", at, at + "/timeline")) {
            ApiClient.Answer answer = records.get(read).expect(200);
            assertThat(answer.text()).as(read).doesNotContain("7351").doesNotContain(hash);
            assertThat(path.as("auditor").get(read).expect(200).text()).as(read).contains("7351");
        }
        JsonNode seen = records.get(at).body();
        assertThat(seen.path("masked")).extracting(JsonNode::asText).containsExactly("amount", "payments");
        assertThat(seen.has("amount")).isFalse();
        assertThat(seen.path("payments")).isEmpty();
        JsonNode row = records.get("/contracts").body().path("items").get(0);
        assertThat(row.path("masked")).extracting(JsonNode::asText).containsExactly("amount", "payments");
        assertThat(path.as("sales").get(at).body().path("masked")).isEmpty();
    }

    @Test
    void anExplanationSaysWhatTheApiDoes() {
        TwoTeams two = new TwoTeams();
        String bens = two.bens.path("id").asText();
        Map<String, ApiClient> people = Map.of(
                "anna",
                two.anna,
                "ben",
                two.ben,
                "lea",
                two.lea,
                "fin",
                person(two.tenant, "fin", "finance"),
                "rec",
                person(two.tenant, "rec", "records"),
                "root",
                two.admin);
        people.values().forEach(one -> one.get("/me").expect(200));
        people.forEach((userId, client) -> {
            int read = client.get("/contracts/" + bens).status();
            int submit = client.post("/contracts/" + bens + "/submissions", Map.of(), 999)
                    .status();
            assertThat(outcome(two.admin, userId, "contract.read", bens))
                    .as(userId)
                    .isEqualTo(outcome(read));
            assertThat(outcome(two.admin, userId, "contract.submit", bens))
                    .as(userId)
                    .isEqualTo(outcome(submit));
        });
        JsonNode own = two.ben
                .get("/access/explain?action=contract.submit&contract=" + bens)
                .expect(200)
                .body();
        assertThat(own.path("outcome").asText()).isEqualTo("ALLOWED");
        assertThat(own.path("trace").get(0).path("text").asText()).contains("Sales");
        two.anna.get("/access/explain?action=contract.read&contract=" + bens).expect(404);
        two.anna.get("/access/explain?user=ben&action=contract.read").expect(403);
        two.admin.get("/access/explain?user=nobody&action=contract.read").expect(404);
        two.admin.get("/access/explain?action=contract.eat").expect(422);
    }

    private static String outcome(ApiClient admin, String userId, String action, String contract) {
        return admin.get("/access/explain?user=" + userId + "&action=" + action + "&contract=" + contract)
                .expect(200)
                .body()
                .path("outcome")
                .asText();
    }

    private static String outcome(int status) {
        return status == 404 ? "NOT_FOUND" : status == 403 ? "FORBIDDEN" : "ALLOWED";
    }

    @Test
    void aMappingCountsAtOnceAndTheLastAdministratorKeepsTheirRole() {
        TwoTeams two = new TwoTeams();
        ApiClient mia = person(two.tenant, "mia", "Account Manager");
        mia.get("/contracts").expect(403);
        ApiClient.Answer before = two.admin.get("/role-mappings").expect(200);
        assertThat(before.body().path("items")).isEmpty();
        Map<String, Object> mapped =
                Map.of("items", List.of(Map.of("hostRole", "Account Manager", "role", "sales", "scope", "TEAM")));
        two.admin.put("/role-mappings", mapped, 7).expect(412);
        two.admin.put("/role-mappings", mapped, 0).expect(200);
        assertThat(ids(mia)).isEmpty();
        two.admin
                .put(
                        "/teams/" + two.north.path("id").asText(),
                        Map.of("name", "North", "lead", "lea", "members", List.of("anna", "mia")),
                        two.north.path("version").asLong())
                .expect(200);
        assertThat(ids(mia)).containsExactly(two.annas.path("id").asText());
        assertThat(two.admin
                        .put(
                                "/role-mappings",
                                Map.of("items", List.of(Map.of("hostRole", "admin", "role", "sales"))),
                                1)
                        .expect(409)
                        .code())
                .isEqualTo("OWN_ADMIN_ROLE_LOST");
        assertThat(two.admin
                        .post("/teams", Map.of("name", "East", "members", List.of("ghost")), null)
                        .expect(422)
                        .code())
                .isEqualTo("PERSON_UNKNOWN");
        two.admin
                .post("/teams", Map.of("name", "North", "members", List.of()), null)
                .expect(409);
        JsonNode person = two.admin
                .get("/people?query=mia")
                .expect(200)
                .body()
                .path("items")
                .get(0);
        two.admin
                .put(
                        "/people/mia",
                        Map.of("scope", "OWN"),
                        person.path("version").asLong())
                .expect(200);
        assertThat(ids(mia)).isEmpty();
    }

    @Test
    void aPersonIsRecordedOnceHoweverManyRequestsComeFirst() throws Exception {
        TestTenant tenant = TestTenant.create();
        ApiClient newcomer = person(tenant, "newcomer", "sales");
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(pool.submit(() -> newcomer.get("/me").status()));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            pool.shutdownNow();
        }
        JsonNode found = person(tenant, "root", "admin")
                .get("/people?query=newcomer")
                .expect(200)
                .body();
        assertThat(found.path("items")).hasSize(1);
        assertThat(found.path("items").get(0).path("hostRoles"))
                .extracting(JsonNode::asText)
                .containsExactly("sales");
    }
}
