package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulator;
import org.crmcontracts.connectors.fxiaoke.FxiaokeSimulatorPush;
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

/** Notices as CRMs send them, and as others would like to. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CrmNoticesServerIT {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String AES_KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    @ArquillianResource
    private URL url;

    private final ZohoSimulator zoho = new ZohoSimulator();
    private final FxiaokeSimulator fxiaoke = new FxiaokeSimulator();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    @BeforeEach
    void start() {
        zohoAddress = "http://localhost:" + zoho.start(0);
        fxiaokeAddress = "http://localhost:" + fxiaoke.start(0);
    }

    @AfterEach
    void stop() {
        zoho.stop();
        fxiaoke.stop();
    }

    private String zohoAddress = "";
    private String fxiaokeAddress = "";

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private String connectZoho(ApiClient admin) {
        return ZohoConnection.connect(admin, ZohoConnection.facts(zohoAddress));
    }

    private String connectFxiaoke(ApiClient admin) {
        return admin.post(
                        "/connections",
                        Map.of(
                                "provider",
                                "fxiaoke",
                                "name",
                                "纷享销客",
                                "accountsUrl",
                                fxiaokeAddress,
                                "apiUrl",
                                fxiaokeAddress,
                                "clientId",
                                FxiaokeSimulator.APP_ID,
                                "clientSecret",
                                FxiaokeSimulator.APP_SECRET,
                                "refreshToken",
                                FxiaokeSimulator.PERMANENT_CODE,
                                "options",
                                Map.of("employee", FxiaokeSimulator.EMPLOYEE),
                                "noticeSecret",
                                "push-token:" + AES_KEY),
                        null)
                .expect(201)
                .body()
                .path("id")
                .asText();
    }

    private static JsonNode channel(ApiClient admin, String connection) {
        return admin.get("/connections/" + connection + "/status")
                .expect(200)
                .body()
                .path("channel");
    }

    private static void untilOpen(ApiClient admin, String connection) {
        Awaiting.until(
                "the channel is open",
                () -> channel(admin, connection).path("state").asText().equals("OPEN"));
    }

    private static List<JsonNode> noticeRuns(ApiClient admin, String connection) {
        List<JsonNode> runs = new ArrayList<>();
        admin.get("/connections/" + connection + "/runs")
                .expect(200)
                .body()
                .path("items")
                .forEach(run -> {
                    if (run.path("kind").asText().equals("NOTICE")) {
                        runs.add(run);
                    }
                });
        return runs;
    }

    private static boolean knows(ApiClient admin, String name) {
        return admin.get("/customers?limit=200").expect(200).text().contains("\"" + name + "\"");
    }

    /** As the CRM would, but to this server: the path of the address and nothing else. */
    private ApiClient.Answer send(String address, Object message) {
        // As it is written: a decoded ".." would be taken away before it reaches the product.
        String path = URI.create(address).getRawPath().replaceFirst("^/api/v1", "");
        return new ApiClient(base(), null, "en").send("POST", path, message, Map.of());
    }

    private static String word(String address) {
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private ApiClient.Answer sendTo(String word, Object message) {
        return send(TestPlatform.PUBLIC_URL + "/api/v1/crm-notices/" + word, message);
    }

    @Test
    void zohosNoticeBringsAChangeInOnceHoweverOftenItComesF22() throws Exception {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Before Ltd"));
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectZoho(admin);
        untilOpen(admin, connection);
        ConnectionRuns.good(admin, "/connections/" + connection, "PULL");
        assertThat(knows(admin, "Before Ltd")).isTrue();
        assertThat(Instant.parse(channel(admin, connection).path("openUntil").asText()))
                .isAfter(Instant.now().plus(Duration.ofDays(5)));

        zoho.put("Accounts", Map.of("id", id, "Account_Name", "After Ltd"));
        List<ZohoSimulator.Sent> sent = zoho.notices("Accounts", List.of(id), "update");
        assertThat(sent).singleElement().satisfies(one -> assertThat(one.address())
                .startsWith(TestPlatform.PUBLIC_URL + "/api/v1/crm-notices/")
                .hasSizeLessThan(255));
        for (int i = 0; i < 5; i++) {
            ApiClient.Answer answer = send(sent.get(0).address(), sent.get(0).message());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text()).isEmpty();
        }
        Awaiting.until("the change is here", () -> knows(admin, "After Ltd"));
        // Repeated once more when it has been read already.
        send(sent.get(0).address(), sent.get(0).message()).expect(200);
        Thread.sleep(4_000);
        assertThat(noticeRuns(admin, connection)).singleElement().satisfies(run -> {
            assertThat(run.path("updated").asInt()).isEqualTo(1);
            assertThat(run.path("outcome").asText()).isEqualTo("DONE");
        });
        assertThat(channel(admin, connection).path("lastNoticeAt").asText()).isNotEmpty();
    }

    @Test
    void aForgedAddressOpensNothingF22() throws Exception {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Kept Ltd"));
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        String connection = connectZoho(admin);
        untilOpen(admin, connection);
        ZohoSimulator.Sent sent =
                zoho.notices("Accounts", List.of(id), "update").get(0);
        String good = word(sent.address());
        List<String> taken = new ArrayList<>();
        int tried = 0;
        long began = System.nanoTime();
        for (int at = 0; at < good.length(); at++) {
            int digit = ALPHABET.indexOf(good.charAt(at));
            for (int bit = 0; digit >= 0 && bit < 6; bit++) {
                String forged = good.substring(0, at) + ALPHABET.charAt(digit ^ (1 << bit)) + good.substring(at + 1);
                tried++;
                if (sendTo(forged, sent.message()).status() != 401) {
                    taken.add(forged);
                }
            }
        }
        double each = (System.nanoTime() - began) / 1e6 / tried;
        System.out.printf("%d forged addresses, %.2f ms for each%n", tried, each);
        assertThat(tried).isGreaterThan(600);
        assertThat(taken).isEmpty();
        for (String strange : List.of("x", good + "A", good.substring(1), "a.b.c", "%2e%2e", good + ".x")) {
            assertThat(sendTo(strange, sent.message()).status()).as(strange).isIn(401, 404);
        }
        assertThat(noticeRuns(admin, connection)).isEmpty();
        assertThat(channel(admin, connection).has("lastNoticeAt")).isFalse();
        // It still opens, so the others were refused for their own sake.
        send(sent.address(), sent.message()).expect(200);
    }

    @Test
    void addressesOfOtherTenantsAndConnectionsAndRevokedOnesAreRefusedF22() throws Exception {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Mine Ltd"));
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectZoho(admin);
        untilOpen(admin, connection);
        ZohoSimulator.Sent mine =
                zoho.notices("Accounts", List.of(id), "update").get(0);
        ApiClient stranger = TestTenant.create().as(base(), "admin");
        String theirs = connectZoho(stranger);
        untilOpen(stranger, theirs);
        String sibling = connectZoho(admin);
        untilOpen(admin, sibling);
        String theirAddress = address(stranger, theirs);

        // A good address of somebody else, and the message of this connection's channel.
        assertThat(send(theirAddress, mine.message()).status()).isEqualTo(401);
        assertThat(send(address(admin, sibling), mine.message()).status()).isEqualTo(401);
        // One tenant's name before the other's seal.
        String[] own = word(mine.address()).split("\\.");
        String[] other = word(theirAddress).split("\\.");
        assertThat(sendTo(own[0] + "." + other[1] + "." + other[2], mine.message())
                        .status())
                .isEqualTo(401);
        assertThat(sendTo(other[0] + "." + own[1] + "." + own[2], mine.message())
                        .status())
                .isEqualTo(401);
        // The vendor's proof changed, or left out.
        Map<String, Object> changed = new HashMap<>(mine.message());
        changed.put("token", mine.message().get("token") + "A");
        assertThat(send(mine.address(), changed).status()).isEqualTo(401);
        changed.remove("token");
        assertThat(send(mine.address(), changed).status()).isEqualTo(401);
        assertThat(send(mine.address(), "no json at all").status()).isEqualTo(401);
        assertThat(send(mine.address(), null).status()).isEqualTo(401);
        // A token of a user is no address, and an address is no token.
        assertThat(new ApiClient(base(), word(mine.address()), "en").get("/me").status())
                .isEqualTo(401);
        send(mine.address(), mine.message()).expect(200);

        String path = "/connections/" + connection + "/notice-address/renewals";
        Map<String, String> key = Map.of("Idempotency-Key", "renew-the-address-1");
        int version = admin.send("POST", path, null, key)
                .expect(200)
                .body()
                .path("version")
                .asInt();
        assertThat(admin.send("POST", path, null, key)
                        .expect(200)
                        .body()
                        .path("version")
                        .asInt())
                .isEqualTo(version)
                .isEqualTo(2);
        assertThat(send(mine.address(), mine.message()).status()).as("revoked").isEqualTo(401);
        Awaiting.until("the channel is opened anew", () -> zoho.notices("Accounts", List.of(id), "update").stream()
                .filter(sent ->
                        sent.message().get("channel_id").equals(mine.message().get("channel_id")))
                .anyMatch(sent -> !sent.address().equals(mine.address())
                        && send(sent.address(), sent.message()).status() == 200));
        assertThat(noticeRuns(stranger, theirs)).isEmpty();
        stranger.get("/connections/" + connection + "/notice-address").expect(404);
    }

    private static String address(ApiClient admin, String connection) {
        return admin.get("/connections/" + connection + "/notice-address")
                .expect(200)
                .body()
                .path("address")
                .asText();
    }

    @Test
    void fxiaokesPushIsDecryptedAnsweredAndReadAgain() throws Exception {
        String id = fxiaoke.put("AccountObj", Map.of("name", "旧名称有限公司"));
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectFxiaoke(admin);
        Awaiting.until(
                "it is known who opens the channel",
                () -> channel(admin, connection).path("state").asText().equals("BY_HAND"));
        ConnectionRuns.good(admin, "/connections/" + connection, "PULL");
        String address = address(admin, connection);
        fxiaoke.put("AccountObj", Map.of("_id", id, "name", "新名称有限公司"));

        ApiClient.Answer answer = send(address, push(Instant.now(), id));
        assertThat(answer.expect(200).text()).isEqualTo("success");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        Awaiting.until("the change is here", () -> knows(admin, "新名称有限公司"));

        assertThat(send(address, push(Instant.now().minus(Duration.ofHours(24)), id))
                        .status())
                .as("24 hours late")
                .isEqualTo(401);
        byte[] bent = push(Instant.now(), id);
        bent[bent.length / 2] ^= 1;
        assertThat(send(address, bent).status()).as("one bit changed").isEqualTo(401);
    }

    private static byte[] push(Instant at, String id) {
        return FxiaokeSimulatorPush.body(
                "push-token",
                AES_KEY.substring(0, AES_KEY.length() - 1),
                String.valueOf(at.toEpochMilli()),
                "nonce-" + at.toEpochMilli(),
                "{\"type\":\"Message\",\"content\":{\"objectApiName\":\"AccountObj\",\"dataId\":\"" + id + "\"}}");
    }

    @Test
    void aMessageThatIsTooLargeOrComesTooOftenIsTurnedAway() throws Exception {
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectFxiaoke(admin);
        String address = address(admin, connection);
        assertThat(send(address, new byte[256 * 1024 + 1]).status()).isEqualTo(413);
        assertThat(send(address, new byte[256 * 1024]).status()).isEqualTo(401);
        ApiClient.Answer turnedAway = null;
        for (int i = 0; i < 1_000 && turnedAway == null; i++) {
            ApiClient.Answer answer = send(address, "{}");
            turnedAway = answer.status() == 429 ? answer : null;
        }
        assertThat(turnedAway).isNotNull();
        assertThat(turnedAway.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(turnedAway.header("Retry-After")).isNotEmpty();
    }

    @Test
    void aPausedConnectionsChannelIsClosedAndOpenedAgainWhenItGoesOn() throws Exception {
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectZoho(admin);
        untilOpen(admin, connection);
        admin.post("/connections/" + connection + "/pauses", Map.of("reason", "moving"), null)
                .expect(204);
        Awaiting.until(
                "the channel is closed",
                () -> channel(admin, connection).path("state").asText().equals("CLOSED"));
        assertThat(zoho.notices("Accounts", List.of("1"), "update")).isEmpty();
        admin.post("/connections/" + connection + "/resumptions", Map.of(), null)
                .expect(204);
        untilOpen(admin, connection);
        assertThat(zoho.notices("Accounts", List.of("1"), "update")).hasSize(1);
    }

    @Test
    void aCrmThatOpensNoChannelIsPulledAllTheSame() throws Exception {
        zoho.put("Accounts", Map.of("Account_Name", "Polled Ltd"));
        zoho.refuseGrants(1_000, "invalid_code");
        ApiClient admin = TestTenant.create().as(base(), "admin");
        String connection = connectZoho(admin);
        Awaiting.until(
                "the failure is told",
                () -> channel(admin, connection).path("state").asText().equals("FAILED"));
        assertThat(channel(admin, connection).path("problemCode").asText()).isEqualTo("NEEDS_RECONNECT");
        zoho.noFaults();
        zoho.refuseGrants(0, "invalid_code");
        ConnectionRuns.good(admin, "/connections/" + connection, "PULL");
        assertThat(knows(admin, "Polled Ltd")).isTrue();
    }
}
