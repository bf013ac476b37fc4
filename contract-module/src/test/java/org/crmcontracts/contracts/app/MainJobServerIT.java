package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The whole path over HTTP with real tokens: from a customer of Zoho CRM to an archived contract, and bad input. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MainJobServerIT {
    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private ContractPath path() {
        return new ContractPath(TestTenant.create(), base());
    }

    @Test
    void aCustomerFromZohoBecomesASignedArchivedContract() throws Exception {
        ZohoSimulator zoho = new ZohoSimulator();
        zoho.seedEnglish();
        int port = zoho.start(0);
        try {
            ContractPath path = path();
            JsonNode connection = path.as("admin")
                    .post("/connections", connection(port), null)
                    .expect(201)
                    .body();
            String runs = "/connections/" + connection.path("id").asText() + "/runs";
            path.as("admin").post(runs, Map.of(), null).expect(202);
            JsonNode run = awaitRun(path, runs);
            assertThat(run.path("outcome").asText()).as(run.toString()).isEqualTo("DONE");
            assertThat(run.path("created").asInt()).isGreaterThan(20);
            JsonNode customer = path.as("sales")
                    .get("/customers?limit=1")
                    .expect(200)
                    .body()
                    .path("items")
                    .get(0);
            JsonNode contract = path.as("sales")
                    .post(
                            "/contracts",
                            path.facts(UUID.fromString(customer.path("id").asText()), "1000.00"),
                            null)
                    .expect(201)
                    .body();
            assertThat(contract.path("number").asText()).isNotEmpty();
            assertThat(contract.path("counterparty").path("name").asText())
                    .isEqualTo(customer.path("name").asText());
        } finally {
            zoho.stop();
        }
        assertArchived(path());
    }

    private void assertArchived(ContractPath path) {
        JsonNode contract = path.active("1000.00");
        assertThat(contract.path("state").asText()).isEqualTo("ACTIVE");
        String at = ContractPath.path(contract);
        ApiClient.Answer unpaid =
                path.as("business").post(at + "/completions", Map.of(), ContractPath.version(contract));
        assertThat(unpaid.status()).isEqualTo(409);
        assertThat(unpaid.code()).isEqualTo("CONTRACT_NOT_SETTLED");
        JsonNode payment = contract.path("payments").get(0);
        contract = path.as("finance")
                .post(
                        at + "/receipts",
                        Map.of(
                                "paymentId", payment.path("id").asText(),
                                "amount", Map.of("amount", "1000.00", "currency", "CNY"),
                                "receivedOn",
                                        java.time.LocalDate.now().minusDays(1).toString()),
                        ContractPath.version(contract))
                .expect(201)
                .body();
        assertThat(contract.path("payments").get(0).path("status").asText()).isEqualTo("PAID");
        contract = path.as("business")
                .post(at + "/completions", Map.of(), ContractPath.version(contract))
                .expect(200)
                .body();
        contract = path.as("business")
                .post(at + "/closures", Map.of("score", 5, "summary", "On time"), ContractPath.version(contract))
                .expect(200)
                .body();
        contract = path.as("records")
                .post(
                        at + "/archivings",
                        Map.of("cabinet", "A", "box", "1", "slot", "2", "copies", 2),
                        ContractPath.version(contract))
                .expect(200)
                .body();
        assertThat(contract.path("state").asText()).isEqualTo("ARCHIVED");
        assertThat(contract.path("archive").path("archiveNumber").asText()).isNotEmpty();
        ApiClient.Answer edit =
                path.as("sales").put(at, path.facts(path.customer("Another"), "2.00"), ContractPath.version(contract));
        assertThat(edit.status()).isEqualTo(409);
        assertThat(edit.body().path("state").asText()).isEqualTo("ARCHIVED");
        assertThat(edit.body().path("allowedActions").isArray()).isTrue();

        List<String> actions = new ArrayList<>();
        path.as("sales")
                .get(at + "/timeline")
                .expect(200)
                .body()
                .path("items")
                .forEach(e -> actions.add(e.path("action").asText()));
        assertThat(actions)
                .contains(
                        "contract.created",
                        "contract.submitted",
                        "approval.approved",
                        "contract.approved",
                        "signing.opened",
                        "document.uploaded",
                        "signing.registered",
                        "contract.activated",
                        "receipt.recorded",
                        "contract.completed",
                        "contract.closed",
                        "contract.archived",
                        "request.refused");
        JsonNode chain = path.as("auditor").get("/audit-chain").expect(200).body();
        assertThat(chain.path("valid").asBoolean()).isTrue();
        assertThat(chain.path("events").asInt()).isGreaterThan(12);
    }

    @Test
    void aScheduleThatDoesNotAddUpIsRefusedWithTheDifference() {
        ContractPath path = path();
        JsonNode contract = path.draft("1000.00");
        ApiClient.Answer refused = path.as("sales")
                .put(
                        ContractPath.path(contract) + "/payments",
                        ContractPath.payments("500.00", "499.99"),
                        ContractPath.version(contract));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("PAYMENT_SUM_MISMATCH");
        assertThat(refused.body().path("difference").asText()).isEqualTo("-0.01");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(ContractPath.version(path.reload(contract))).isEqualTo(ContractPath.version(contract));
    }

    @Test
    void refusalsSpeakTheCallersLanguage() {
        ContractPath path = path();
        ApiClient chinese = new ApiClient(base(), path.tenant().token("sales"), "zh-CN");
        assertThat(chinese.get("/contracts/" + UUID.randomUUID())
                        .expect(404)
                        .body()
                        .path("detail")
                        .asText())
                .matches(".*\\p{IsHan}.*");
        assertThat(path.as("sales")
                        .get("/contracts/" + UUID.randomUUID())
                        .expect(404)
                        .body()
                        .path("detail")
                        .asText())
                .doesNotMatch(".*\\p{IsHan}.*");
    }

    @Test
    void anotherTenantsContractIsNotFound() {
        ContractPath mine = path();
        ContractPath other = path();
        JsonNode contract = mine.draft("10.00");
        String at = ContractPath.path(contract);
        other.as("sales").get(at).expect(404);
        other.as("sales").put(at, other.facts(other.customer("X"), "1.00"), 1).expect(404);
        other.as("sales").post(at + "/submissions", Map.of(), 1).expect(404);
    }

    @Test
    void staleAndMissingVersionsAreRefused() {
        ContractPath path = path();
        JsonNode contract = path.complete("10.00");
        String at = ContractPath.path(contract);
        path.as("sales")
                .post(at + "/submissions", Map.of(), ContractPath.version(contract) - 1)
                .expect(412);
        path.as("sales").post(at + "/submissions", Map.of(), null).expect(428);
        assertThat(path.reload(contract).path("state").asText()).isEqualTo("DRAFT");
    }

    @Test
    void anIncompleteDraftIsNotSubmittedAndSaysWhatIsMissing() {
        ContractPath path = path();
        JsonNode contract = path.draft("10.00");
        ApiClient.Answer refused = path.as("sales")
                .post(ContractPath.path(contract) + "/submissions", Map.of(), ContractPath.version(contract));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("errors").size()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void theSubmitterMayNotApproveAndTheWrongRoleIsForbidden() {
        ContractPath path = path();
        JsonNode contract = path.complete("10.00");
        ApiClient both = path.tenant().as(base(), "sales", "legal");
        contract = both.post(ContractPath.path(contract) + "/submissions", Map.of(), ContractPath.version(contract))
                .expect(201)
                .body();
        JsonNode task = path.task(contract, "LEGAL");
        String decisions = "/approval-tasks/" + task.path("id").asText() + "/decisions";
        ApiClient.Answer own = both.post(decisions, Map.of("decision", "APPROVE"), ContractPath.version(task));
        assertThat(own.status()).isEqualTo(409);
        assertThat(own.code()).isEqualTo("SUBMITTER_MAY_NOT_APPROVE");
        path.as("finance")
                .post(decisions, Map.of("decision", "APPROVE"), ContractPath.version(task))
                .expect(403);
        path.as("sales")
                .post(decisions, Map.of("decision", "APPROVE"), ContractPath.version(task))
                .expect(403);
    }

    @Test
    void aReturnedContractIsADraftAgainAndItsNextRoundNeedsEveryLane() {
        ContractPath path = path();
        JsonNode contract = path.submitted("10.00");
        contract = path.decide(contract, "LEGAL", "APPROVE").expect(200).body();
        contract = path.decide(contract, "FINANCE", "RETURN").expect(200).body();
        assertThat(contract.path("state").asText()).isEqualTo("DRAFT");
        contract = path.as("sales")
                .post(ContractPath.path(contract) + "/submissions", Map.of(), ContractPath.version(contract))
                .expect(201)
                .body();
        assertThat(contract.path("approval").path("round").asInt()).isEqualTo(2);
        assertThat(path.task(contract, "LEGAL").path("state").asText()).isEqualTo("OPEN");
    }

    @Test
    void parallelApprovalsOfOneTaskMakeExactlyOneDecision() throws Exception {
        ContractPath path = path();
        JsonNode contract = path.submitted("10.00");
        List<Integer> statuses = inParallel(
                40,
                i -> () -> path.decide(contract, "LEGAL", i % 2 == 0 ? "APPROVE" : "RETURN")
                        .status());
        assertThat(statuses.stream().filter(s -> s == 200)).hasSize(1);
        assertThat(statuses).allMatch(s -> s == 200 || s == 409 || s == 412);
    }

    @Test
    void parallelCreationsGetDistinctNumbers() throws Exception {
        ContractPath path = path();
        UUID customer = path.customer("Numbers Ltd");
        ApiClient sales = path.as("sales");
        List<String> numbers = inParallel(
                100,
                i -> () -> sales.post("/contracts", path.facts(customer, "5.00"), null)
                        .expect(201)
                        .body()
                        .path("number")
                        .asText());
        assertThat(new HashSet<>(numbers)).hasSize(100);
    }

    @Test
    void aCreationAnswersWhatAReadingWould() throws Exception {
        ContractPath path = path();
        UUID customer = path.customer("Harbour Ltd");
        for (String role : List.of("sales", "legal", "business")) {
            ApiClient owner = path.as(role);
            JsonNode created = owner.post("/contracts", path.facts(customer, "5.00"), null)
                    .expect(201)
                    .body();
            assertThat(owner.get("/contracts/" + created.path("id").asText())
                            .expect(200)
                            .body())
                    .isEqualTo(created);
        }
    }

    @Test
    void theSameIdempotencyKeyCreatesOnce() throws Exception {
        ContractPath path = path();
        Map<String, Object> facts = path.facts(path.customer("Once Ltd"), "5.00");
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        ApiClient sales = path.as("sales");
        List<String> ids = inParallel(
                8,
                i -> () -> sales.send("POST", "/contracts", facts, key)
                        .expect(201)
                        .body()
                        .path("id")
                        .asText());
        assertThat(Set.copyOf(ids)).hasSize(1);
        assertThat(sales.get("/contracts").expect(200).body().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void malformedInputIsRefusedAndChangesNothing() {
        ContractPath path = path();
        ApiClient sales = path.as("sales");
        sales.post("/contracts", "{\"title\":", null).expect(400);
        sales.post("/contracts", Map.of("title", "x", "isAdmin", true), null).expect(400);
        assertThat(sales.post("/contracts", Map.of("title", ""), null).status()).isIn(400, 422);
        sales.get("/contracts?limit=1000000").expect(400);
        sales.get("/contracts?cursor=zzz").expect(400);
        sales.get("/contracts/not-a-uuid").expect(404);
        assertThat(sales.get("/contracts").expect(200).body().path("items").size())
                .isZero();
    }

    @Test
    void theOperatorsEndpointsAnswer() {
        ApiClient anonymous = new ApiClient(base(), null, "en");
        for (String path : List.of("/health/ready", "/health/live", "/metrics", "/openapi", "/")) {
            assertThat(anonymous.send("GET", "/../.." + path, null, Map.of()).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    private static Map<String, Object> connection(int port) {
        String zoho = "http://localhost:" + port;
        return Map.of(
                "provider",
                "zoho",
                "name",
                "Zoho",
                "accountsUrl",
                zoho,
                "apiUrl",
                zoho,
                "clientId",
                "demo-client",
                "clientSecret",
                "demo-secret",
                "refreshToken",
                "demo-refresh");
    }

    private static JsonNode awaitRun(ContractPath path, String runs) throws InterruptedException {
        for (int i = 0; i < 120; i++) {
            JsonNode run =
                    path.as("admin").get(runs).expect(200).body().path("items").path(0);
            if (!run.isMissingNode() && !run.path("outcome").asText().equals("RUNNING")) {
                return run;
            }
            Thread.sleep(250);
        }
        throw new AssertionError("The run did not end");
    }

    private static <T> List<T> inParallel(int times, java.util.function.IntFunction<Callable<T>> body)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                futures.add(pool.submit(body.apply(i)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
