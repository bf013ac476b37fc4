package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.crmcontracts.contracts.app.WebhookReceiver.Answer;
import org.crmcontracts.contracts.app.WebhookReceiver.Received;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Events on their way out, to a receiver that checks what it gets.
 *
 * <p>Longer than 400 lines as a second class would deploy the product once more, for the same tenant and receiver.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WebhooksServerIT {
    private static WebhookReceiver receiver;

    @ArquillianResource
    private URL url;

    private final TestTenant tenant = TestTenant.create();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    @BeforeAll
    static void listen() throws IOException {
        receiver = new WebhookReceiver();
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private ApiClient admin() {
        return tenant.as(base(), "admin");
    }

    private ContractPath contracts() {
        return new ContractPath(tenant, base());
    }

    private static Map<String, Object> endpoint(String path, String... types) {
        return Map.of("url", receiver.url(path), "types", List.of(types));
    }

    private JsonNode register(String path, String... types) {
        return admin().post("/webhook-endpoints", endpoint(path, types), null)
                .expect(201)
                .body();
    }

    private static String at(JsonNode endpoint) {
        return "/webhook-endpoints/" + endpoint.path("id").asText();
    }

    private JsonNode reload(JsonNode endpoint) {
        return admin().get(at(endpoint)).expect(200).body();
    }

    private JsonNode deliveries(JsonNode endpoint) {
        return admin().get(at(endpoint) + "/deliveries").expect(200).body().path("items");
    }

    private void awaitDelivery(JsonNode endpoint, String state) {
        Awaiting.within(
                Awaiting.LONG,
                "a delivery is " + state,
                () -> deliveries(endpoint).path(0).path("state").asText().equals(state));
    }

    private void awaitOff(JsonNode endpoint, String reason) {
        Awaiting.within(
                Awaiting.LONG,
                "the endpoint is off",
                () -> reload(endpoint).path("offReason").asText().equals(reason));
    }

    private JsonNode notices() {
        return admin().get("/notices?unread=true").expect(200).body().path("items");
    }

    @Test
    void anEventArrivesSignedWithoutContentAndAtItsOwnTenantOnly() throws Exception {
        JsonNode endpoint = register("/mine", "contract.created", "contract.submitted");
        TestTenant other = TestTenant.create();
        other.as(base(), "admin")
                .post("/webhook-endpoints", endpoint("/theirs", "*"), null)
                .expect(201);
        JsonNode contract = contracts().submitted("1234.50");

        List<Received> messages = receiver.await("/mine", 2);
        assertThat(messages).hasSize(2);
        Received first = messages.get(0);
        assertThat(first.isSignedBy(endpoint.path("secret").asText())).isTrue();
        assertThat(first.signatures()).hasSize(1);
        assertThat(Long.parseLong(first.headers().get("webhook-timestamp")))
                .isBetween(first.at().getEpochSecond() - 60, first.at().getEpochSecond() + 1);
        assertThat(first.headers().get("content-type")).startsWith("application/cloudevents+json");
        JsonNode event = first.json();
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(first.id());
        assertThat(event.path("source").asText())
                .isEqualTo("/tenants/" + tenant.tenant().key());
        assertThat(event.path("type").asText()).isEqualTo("org.crmcontracts.contract.created");
        assertThat(event.path("subject").asText())
                .isEqualTo("contracts/" + contract.path("id").asText());
        JsonNode submitted = messages.get(1).json();
        assertThat(submitted.path("type").asText()).isEqualTo("org.crmcontracts.contract.submitted");
        JsonNode data = submitted.path("data");
        assertThat(data.path("contractId")).isEqualTo(contract.path("id"));
        assertThat(data.path("number")).isEqualTo(contract.path("number"));
        assertThat(data.path("state").asText()).isEqualTo("IN_REVIEW");
        assertThat(data.path("version")).isEqualTo(contract.path("version"));
        assertThat(data.path("actorId").asText()).isEqualTo("sales");
        for (Received message : messages) {
            assertThat(new String(message.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain("sensors", "Riverbank", "1234", "delivers");
        }
        // The other tenant's receiver works, and has heard of the other tenant's contract alone.
        JsonNode theirs = new ContractPath(other, base()).draft("1.00");
        assertThat(receiver.await("/theirs", 1)).singleElement().satisfies(message -> assertThat(
                        message.json().path("data").path("contractId"))
                .isEqualTo(theirs.path("id")));
    }

    @Test
    void whatFailedComesAgainUnderTheSameIdAndNotBeforeTheReceiverAsked() {
        receiver.answer(
                "/again",
                n -> n == 0
                        ? Answer.of(500)
                        : n == 1 ? new Answer(503, Map.of("Retry-After", "4"), () -> true) : Answer.of(200));
        JsonNode endpoint = register("/again", "contract.created");
        contracts().draft("1.00");
        List<Received> messages = receiver.await("/again", 3);
        assertThat(messages)
                .extracting(Received::id)
                .containsOnly(messages.get(0).id());
        assertThat(Duration.between(messages.get(1).at(), messages.get(2).at()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(3_900));
        awaitDelivery(endpoint, "DELIVERED");
        JsonNode delivery = deliveries(endpoint).path(0);
        assertThat(delivery.path("attempts").asInt()).isEqualTo(3);
        assertThat(delivery.path("status").asInt()).isEqualTo(200);
        assertThat(delivery.path("eventId").asText()).isEqualTo(messages.get(0).id());
        assertThat(reload(endpoint).path("consecutiveFailures").asInt()).isZero();

        admin().post("/webhook-deliveries/" + delivery.path("id").asText() + "/replays", Map.of(), null)
                .expect(202);
        assertThat(receiver.await("/again", 4).get(3).id())
                .isEqualTo(messages.get(0).id());
    }

    @Test
    void aReceiverThatIsGoneIsSwitchedOffAtOnceWithANotice() {
        receiver.answer("/gone", n -> Answer.of(410));
        JsonNode endpoint = register("/gone", "contract.*");
        contracts().draft("1.00");
        awaitOff(endpoint, "GONE");
        assertThat(receiver.at("/gone")).hasSize(1);
        assertThat(notices()).hasSize(1);
        JsonNode notice = notices().path(0);
        assertThat(notice.path("text").asText()).contains("localhost");
        admin().post("/notices/" + notice.path("id").asText() + "/reads", Map.of(), null)
                .expect(200);
        assertThat(notices()).isEmpty();
        assertThat(admin().get("/notices").expect(200).body().path("items")).hasSize(1);
    }

    @Test
    void repeatedFailureSwitchesOffAndTheMissedEventsAreSentAgain() {
        Instant begin = Instant.now().minusSeconds(60);
        boolean[] mended = new boolean[1];
        receiver.answer("/failing", n -> Answer.of(mended[0] ? 200 : 500));
        register("/watching", "webhook.*");
        JsonNode endpoint = register("/failing", "contract.*");
        register("/steady", "contract.*");
        JsonNode contract = contracts().draft("1.00");
        awaitOff(endpoint, "FAILING");
        assertThat(receiver.at("/failing")).hasSize(4);
        assertThat(notices().path(0).path("args").path("endpointId")).isEqualTo(endpoint.path("id"));
        assertThat(deliveries(endpoint).path(0).path("state").asText()).isEqualTo("SKIPPED");
        assertThat(receiver.await("/watching", 1)
                        .get(0)
                        .json()
                        .path("data")
                        .path("reason")
                        .asText())
                .isEqualTo("FAILING");
        // What happens meanwhile is not sent, nor can it be sent again before the endpoint is resumed.
        contracts().complete("2.00");
        // It was relayed while this one was off once the other has it.
        receiver.await("/steady", 2);
        Map<String, String> span = Map.of(
                "since",
                begin.toString(),
                "until",
                Instant.now().plusSeconds(60).toString());
        assertThat(admin().post(at(endpoint) + "/replays", span, null)
                        .expect(409)
                        .code())
                .isEqualTo("WEBHOOK_ENDPOINT_OFF");
        assertThat(receiver.at("/failing")).hasSize(4);

        mended[0] = true;
        admin().post(at(endpoint) + "/resumptions", Map.of(), reload(endpoint).path("version"))
                .expect(200);
        JsonNode replay =
                admin().post(at(endpoint) + "/replays", span, null).expect(202).body();
        assertThat(replay.path("total").asInt()).isEqualTo(2);
        List<Received> messages = receiver.await("/failing", 6);
        assertThat(messages.subList(4, messages.size()))
                .extracting(Received::id)
                .containsExactlyElementsOf(
                        receiver.at("/steady").stream().map(Received::id).toList());
        assertThat(messages.get(4).json().path("data").path("contractId")).isEqualTo(contract.path("id"));
        Awaiting.within(Awaiting.LONG, "the replay is done", () -> admin().get(at(endpoint) + "/replays")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("state")
                .asText()
                .equals("DONE"));
        assertThat(admin().get("/audit-chain").expect(200).body().path("valid").asBoolean())
                .isTrue();
    }

    @Test
    void aReplacedSecretSignsBesideTheNewOneAndNoneIsShownAgainOrStoredAsItIs() throws Exception {
        String key = "register-" + System.nanoTime();
        JsonNode endpoint = admin().send(
                        "POST", "/webhook-endpoints", endpoint("/rotated", "*"), Map.of("Idempotency-Key", key))
                .expect(201)
                .body();
        JsonNode repeated = admin().send(
                        "POST", "/webhook-endpoints", endpoint("/rotated", "*"), Map.of("Idempotency-Key", key))
                .expect(201)
                .body();
        assertThat(repeated.path("id")).isEqualTo(endpoint.path("id"));
        assertThat(repeated.has("secret")).isFalse();
        String former = endpoint.path("secret").asText();
        admin().post(at(endpoint) + "/secret-rotations", Map.of(), 7).expect(412);
        JsonNode rotated = admin().post(at(endpoint) + "/secret-rotations", Map.of(), 1)
                .expect(200)
                .body();
        String secret = rotated.path("secret").asText();
        assertThat(secret).startsWith("whsec_").isNotEqualTo(former);
        JsonNode ping = admin().post(at(endpoint) + "/tests", Map.of(), null)
                .expect(200)
                .body();
        assertThat(ping.path("state").asText()).isEqualTo("DELIVERED");
        assertThat(ping.path("status").asInt()).isEqualTo(204);
        assertThat(receiver.await("/rotated", 1)).singleElement().satisfies(message -> {
            assertThat(message.signatures()).hasSize(2);
            assertThat(message.isSignedBy(former)).isTrue();
            assertThat(message.isSignedBy(secret)).isTrue();
            assertThat(message.json().path("type").asText()).isEqualTo("org.crmcontracts.webhook.ping");
        });
        sql("update webhook_endpoint set previous_secret_until = now() - interval '1 second'");
        admin().post(at(endpoint) + "/tests", Map.of(), null).expect(200);
        assertThat(receiver.await("/rotated", 2).get(1).signatures()).hasSize(1);
        assertThat(receiver.at("/rotated").get(1).isSignedBy(secret)).isTrue();

        assertThat(admin().get("/webhook-endpoints").expect(200).text()).doesNotContain("whsec_");
        for (String table : List.of("webhook_endpoint", "idempotency_key", "audit_event", "event_outbox")) {
            assertThat(text("select coalesce(string_agg(t::text, ''), '') from " + table + " t"))
                    .doesNotContain(former.substring(6))
                    .doesNotContain(secret.substring(6));
        }
    }

    @Test
    void aPrivateAddressIsRefusedWhenSavedAndWhenCalled() throws Exception {
        for (String address : List.of(
                "https://10.0.0.1/",
                "https://[::1]/",
                "https://169.254.169.254/latest",
                "http://hook.example/",
                "https://hook.example:8443/",
                "https://0x7f.1/",
                "https://user@hook.example/",
                "ftp://hook.example/",
                "hook")) {
            ApiClient.Answer answer = admin().post(
                            "/webhook-endpoints", Map.of("url", address, "types", List.of("*")), null)
                    .expect(422);
            assertThat(answer.body().path("errors").path(0).path("pointer").asText())
                    .as(address)
                    .isEqualTo("/url");
            assertThat(answer.body().path("errors").path(0).path("code").asText())
                    .isEqualTo("ADDRESS_REFUSED");
        }
        JsonNode endpoint = register("/refused", "contract.*");
        assertThat(admin().put(at(endpoint), Map.of("url", "https://10.0.0.1/", "types", List.of("*")), 1)
                        .expect(422)
                        .code())
                .isEqualTo("VALIDATION_FAILED");
        // An address that was good when it was saved is looked at again when it is called.
        sql("update webhook_endpoint set url = replace(url, 'localhost', '127.0.0.1')");
        JsonNode ping = admin().post(at(endpoint) + "/tests", Map.of(), null)
                .expect(200)
                .body();
        assertThat(ping.path("state").asText()).isEqualTo("FAILED");
        assertThat(ping.path("fault").asText()).isEqualTo("ADDRESS_REFUSED");
        assertThat(ping.path("faultText").asText()).isNotBlank().isNotEqualTo("ADDRESS_REFUSED");
        contracts().draft("1.00");
        Awaiting.within(
                Awaiting.LONG,
                "the event was tried",
                () -> deliveries(endpoint).path(0).path("attempts").asInt() > 0
                        && deliveries(endpoint).path(0).path("type").asText().equals("contract.created"));
        assertThat(receiver.at("/refused")).isEmpty();
    }

    @Test
    void aSlowReceiverDelaysNoOther() {
        CountDownLatch arrived = new CountDownLatch(1);
        receiver.answer("/slow", n -> new Answer(200, Map.of(), () -> arrived.getCount() == 0));
        receiver.answer("/fast", n -> {
            arrived.countDown();
            return Answer.of(200);
        });
        JsonNode slow = register("/slow", "contract.created");
        JsonNode fast = register("/fast", "contract.created");
        contracts().draft("1.00");
        // The slow one answers only once the fast one was called, so waiting for it would time out.
        awaitDelivery(fast, "DELIVERED");
        awaitDelivery(slow, "DELIVERED");
        assertThat(deliveries(slow).path(0).path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void anEndpointIsPausedChangedAndRemoved() {
        JsonNode endpoint = register("/paused", "contract.created");
        String path = at(endpoint);
        admin().post(path + "/pauses", Map.of(), null).expect(428);
        assertThat(admin().post(path + "/pauses", Map.of(), 1)
                        .expect(200)
                        .body()
                        .path("state")
                        .asText())
                .isEqualTo("PAUSED");
        contracts().draft("1.00");
        JsonNode resumed =
                admin().post(path + "/resumptions", Map.of(), 2).expect(200).body();
        JsonNode heard = contracts().draft("2.00");
        assertThat(receiver.await("/paused", 1)).singleElement().satisfies(message -> assertThat(
                        message.json().path("data").path("contractId"))
                .isEqualTo(heard.path("id")));
        ApiClient.Answer refused = admin().put(path, endpoint("/paused", "contract.*", "weather.*"), 3)
                .expect(422);
        assertThat(refused.body().path("errors").path(0).path("pointer").asText())
                .isEqualTo("/types/1");
        admin().put(path, endpoint("/changed", "sync-run.*"), 2).expect(412);
        JsonNode changed = admin().put(path, endpoint("/changed", "sync-run.*"), resumed.path("version"))
                .expect(200)
                .body();
        assertThat(changed.path("types").path(0).asText()).isEqualTo("sync-run.*");
        admin().delete(path, changed.path("version")).expect(204);
        admin().get(path).expect(404);
        admin().get(path + "/deliveries").expect(404);
    }

    @Test
    void theTypesAreListedWithSamplesInTheReadersLanguage() {
        JsonNode types = admin().get("/event-types").expect(200).body().path("items");
        assertThat(types.findValuesAsText("name")).contains("contract.signed", "sync-run.finished", "webhook.ping");
        for (JsonNode type : types) {
            assertThat(type.path("sample").path("type").asText())
                    .isEqualTo("org.crmcontracts." + type.path("name").asText());
            assertThat(type.path("description").asText()).isNotBlank().doesNotStartWith("event.");
        }
        ApiClient chinese = new ApiClient(base(), tenant.token("admin"), "zh-CN");
        assertThat(chinese.get("/event-types").expect(200).text()).contains("合同已提交审批。");
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement update = connection.createStatement()) {
            update.execute("set search_path to " + tenant.tenant().schemaName());
            update.execute(statement);
        }
    }

    private String text(String query) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement select = connection.createStatement()) {
            select.execute("set search_path to " + tenant.tenant().schemaName());
            try (ResultSet row = select.executeQuery(query)) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
