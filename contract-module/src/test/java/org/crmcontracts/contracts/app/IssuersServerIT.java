package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.testing.KeyServer;
import org.crmcontracts.tenants.testing.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant's admin registers, tries, changes and withdraws issuers. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class IssuersServerIT {
    @ArquillianResource
    private URL url;

    private final TestTenant tenant = TestTenant.create();
    private final String name = "https://login." + tenant.tenant().key() + ".example/realms/x";

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private ApiClient admin() {
        return tenant.as(base(), "admin");
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private Map<String, Object> request(Object jwksUrl) {
        Map<String, Object> request = new HashMap<>();
        request.put("issuer", name);
        request.put("audience", "contracts");
        request.put("jwksUrl", jwksUrl);
        request.put("claims", Map.of("user", "email", "roles", "realm_access.roles"));
        request.put("allowedOrigins", List.of("https://crm.example:8443"));
        return request;
    }

    private String token(Tokens keys, Object roles) {
        return keys.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(Tokens.EC_KEY_ID)
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(name)
                        .audience("contracts")
                        .claim("email", "zhang@crm.example")
                        .claim("realm_access", Map.of("roles", roles))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .build());
    }

    @Test
    void anIssuerByAddressIsBelievedAndItsKeysFollow() throws Exception {
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            ApiClient.Answer registered =
                    admin().post("/issuers", request(server.url()), null).expect(201);
            assertThat(registered.body().path("keysState").asText()).isEqualTo("GOOD");
            assertThat(registered.body().path("keyIds").size()).isEqualTo(2);
            assertThat(registered.header("ETag")).isEqualTo("\"0\"");

            ApiClient person = new ApiClient(base(), token(keys, "sales  legal"), "en");
            JsonNode me = person.get("/me").expect(200).body();
            assertThat(me.path("userId").asText()).isEqualTo("zhang@crm.example");
            assertThat(me.path("roles").toString()).contains("sales").contains("legal");
            assertThat(me.path("allowedOrigins").toString()).contains("https://crm.example:8443");

            // Rotation: a token of the new key is answered at once, one of the old no more.
            Tokens rotated = new Tokens();
            String newSet =
                    "{\"keys\":[" + rotated.ec().toPublicJWK().toJSONString().replace("ec-1", "ec-2") + "]}";
            server.answers(200, newSet, "");
            String signedAnew = rotated.sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-2").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(name)
                            .audience("contracts")
                            .claim("email", "zhang@crm.example")
                            .claim("realm_access", Map.of("roles", "sales"))
                            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                            .build());
            new ApiClient(base(), signedAnew, "en").get("/me").expect(200);
            person.get("/me").expect(401);

            // Within the minute nobody fetches again; a lying address then leaves the keys as they are.
            String id = registered.body().path("id").asText();
            assertThat(admin().post("/issuers/" + id + "/refreshes", null, null)
                            .expect(429)
                            .code())
                    .isEqualTo("ISSUER_RENEWED_JUST_NOW");
            sql("update platform.trusted_issuer set jwks_tried_at = null where id = '" + id + "'");
            server.answers(200, "<html>", "");
            JsonNode refreshed = admin().post("/issuers/" + id + "/refreshes", null, null)
                    .expect(200)
                    .body();
            assertThat(refreshed.path("problem").path("code").asText()).isEqualTo("KEYS_MALFORMED");
            JsonNode shown = admin().get("/issuers/" + id).expect(200).body();
            assertThat(shown.path("keysState").asText()).isEqualTo("FAILING");
            new ApiClient(base(), signedAnew, "en").get("/me").expect(200);

            // A week without good keys: no longer believed, whatever the token.
            sql("update platform.trusted_issuer set jwks_fetched_at = now() - interval '8 days',"
                    + " jwks_fresh_until = now() - interval '7 days', jwks_tried_at = now() where id = '" + id + "'");
            admin().put("/issuers/" + other(id), own(), otherVersion(id)).expect(200);
            new ApiClient(base(), signedAnew, "en").get("/me").expect(401);
            assertThat(admin().get("/issuers/" + id)
                            .expect(200)
                            .body()
                            .path("keysState")
                            .asText())
                    .isEqualTo("TOO_OLD");
        }
    }

    private JsonNode otherEntry(String id) {
        for (JsonNode entry : admin().get("/issuers").expect(200).body().path("items")) {
            if (!entry.path("id").asText().equals(id)) {
                return entry;
            }
        }
        throw new AssertionError("no other issuer");
    }

    private String other(String id) {
        return otherEntry(id).path("id").asText();
    }

    private long otherVersion(String id) {
        return otherEntry(id).path("version").asLong();
    }

    private Map<String, Object> own() throws Exception {
        Map<String, Object> request = new HashMap<>();
        request.put("issuer", tenant.issuer());
        request.put("audience", TestTenant.AUDIENCE);
        request.put("jwks", Json.mapper().readValue(tenant.tokens().jwksJson(), Map.class));
        request.put("allowedOrigins", List.of(TestTenant.HOST_ORIGIN));
        return request;
    }

    @Test
    void badInputIsNamedAndNothingIsHalfMade() throws Exception {
        try (KeyServer lying = new KeyServer("{\"keys\":[]}")) {
            Map<String, String> faults = new HashMap<>();
            faults.put(lying.url(), "KEYS_NONE");
            faults.put("http://127.0.0.1:" + URI.create(lying.url()).getPort() + "/", "ADDRESS_REFUSED");
            faults.put("https://169.254.169.254/latest", "ADDRESS_REFUSED");
            faults.put("https://0x7f.1/", "ADDRESS_REFUSED");
            faults.put("https://nothing.invalid/jwks", "UNREACHABLE");
            faults.put("http://localhost:1/jwks", "UNREACHABLE");
            faults.forEach((jwksUrl, code) -> {
                ApiClient.Answer answer =
                        admin().post("/issuers", request(jwksUrl), null).expect(422);
                assertThat(answer.body().path("errors").toString())
                        .as(jwksUrl)
                        .contains("\"/jwksUrl\"")
                        .contains(code);
            });
        }
        for (String origin : List.of(
                "https://a.example;b",
                "https://a.example\n",
                "https://a.example/path",
                "https://*.example",
                "*",
                "null",
                "https://a.example ",
                "https://u@a.example",
                "javascript:x",
                "")) {
            Map<String, Object> request = request("https://keys.example/");
            request.put("allowedOrigins", List.of("https://good.example", origin));
            assertThat(admin().post("/issuers", request, null)
                            .expect(422)
                            .body()
                            .path("errors")
                            .toString())
                    .as(origin)
                    .contains("/allowedOrigins/1");
        }
        Map<String, Object> paths = request("https://keys.example/");
        paths.put("claims", Map.of("roles", "a..b"));
        assertThat(admin().post("/issuers", paths, null)
                        .expect(422)
                        .body()
                        .path("errors")
                        .toString())
                .contains("/claims/roles");
        Map<String, Object> both = request("https://keys.example/");
        both.put("jwks", Map.of("keys", List.of()));
        admin().post("/issuers", both, null).expect(422);
        assertThat(admin().get("/issuers").expect(200).body().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void anIssuerBelongsToOneTenantForEver() throws Exception {
        TestTenant rival = TestTenant.create();
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            String id = admin().post("/issuers", request(server.url()), null)
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            // The same once more is the same; something else under the name is refused.
            assertThat(admin().post("/issuers", request(server.url()), null)
                            .expect(201)
                            .body()
                            .path("id")
                            .asText())
                    .isEqualTo(id);
            Map<String, Object> changed = request(server.url());
            changed.put("audience", "other");
            assertThat(admin().post("/issuers", changed, null).expect(409).code())
                    .isEqualTo("ISSUER_REGISTERED");
            assertThat(rival.as(base(), "admin")
                            .post("/issuers", request(server.url()), null)
                            .expect(409)
                            .code())
                    .isEqualTo("ISSUER_TAKEN");
            rival.as(base(), "admin").get("/issuers/" + id).expect(404);
            rival.as(base(), "admin").delete("/issuers/" + id, 0).expect(404);
            Map<String, Object> platform = request(server.url());
            platform.put("issuer", TestPlatform.ISSUER);
            assertThat(admin().post("/issuers", platform, null).expect(409).code())
                    .isEqualTo("ISSUER_TAKEN");

            admin().delete("/issuers/" + id, null).expect(428);
            admin().delete("/issuers/" + id, 7).expect(412);
            admin().delete("/issuers/" + id, 0).expect(204);
            admin().get("/issuers/" + id).expect(404);
            new ApiClient(base(), token(keys, List.of("sales")), "en")
                    .get("/me")
                    .expect(401);
            // Withdrawn, it is still nobody else's.
            rival.as(base(), "admin")
                    .post("/issuers", request(server.url()), null)
                    .expect(409);
            JsonNode own =
                    admin().get("/issuers").expect(200).body().path("items").path(0);
            assertThat(admin().delete(
                                    "/issuers/" + own.path("id").asText(),
                                    own.path("version").asLong())
                            .expect(409)
                            .code())
                    .isEqualTo("ISSUER_IN_USE");
            assertThat(admin().get("/audit-chain")
                            .expect(200)
                            .body()
                            .path("valid")
                            .asBoolean(true))
                    .isTrue();
        }
    }

    @Test
    void anAdminCannotShutThemselvesOut() throws Exception {
        JsonNode entry =
                admin().get("/issuers").expect(200).body().path("items").path(0);
        String path = "/issuers/" + entry.path("id").asText();
        long version = entry.path("version").asLong();
        Map<String, Object> lost = Map.of(
                "audience",
                "other",
                "jwks",
                Json.mapper().readValue(new Tokens().jwksJson(), Map.class),
                "claims",
                Map.of("roles", "elsewhere.roles"));
        for (Map.Entry<String, Object> one : lost.entrySet()) {
            Map<String, Object> request = own();
            request.put(one.getKey(), one.getValue());
            ApiClient.Answer answer = admin().put(path, request, version).expect(409);
            assertThat(answer.code()).as(one.getKey()).isEqualTo("OWN_SIGN_IN_LOST");
        }
        Map<String, Object> nobody = own();
        nobody.put("claims", Map.of("user", "elsewhere.id"));
        assertThat(admin().put(path, nobody, version).expect(409).code()).isEqualTo("OWN_SIGN_IN_LOST");

        Map<String, Object> harmless = own();
        harmless.put("allowedOrigins", List.of("https://crm.example:8443"));
        admin().put(path, harmless, version).expect(200);
        version++;
        Map<String, Object> elsewhere = own();
        elsewhere.put("allowedOrigins", List.of("https://other.example"));
        ApiClient.Answer homeless = admin().send(
                        "PUT",
                        path,
                        elsewhere,
                        Map.of("If-Match", "\"" + version + "\"", "Origin", "https://crm.example:8443"))
                .expect(409);
        assertThat(homeless.code()).isEqualTo("OWN_ORIGIN_LOST");
        // Whoever signed in by another issuer may.
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            admin().post("/issuers", request(server.url()), null).expect(201);
            new ApiClient(base(), token(keys, "admin"), "en")
                    .put(path, nobody, version)
                    .expect(200);
            admin().get("/me").expect(401);
        }
    }

    @Test
    void aTokenIsTriedWithoutSigningAnybodyIn() throws Exception {
        Tokens keys = new Tokens();
        try (KeyServer server = new KeyServer(keys.jwksJson())) {
            assertThat(admin().post("/issuer-checks", Map.of("jwksUrl", server.url()), null)
                            .expect(200)
                            .body()
                            .path("keyIds")
                            .size())
                    .isEqualTo(2);
            String good = token(keys, List.of("sales", "unheard-of"));
            assertThat(check(good).path("problem").path("code").asText()).isEqualTo("TOKEN_ISSUER_UNKNOWN");
            admin().post("/issuers", request(server.url()), null).expect(201);
            JsonNode accepted = check(good);
            assertThat(accepted.path("accepted").asBoolean()).isTrue();
            assertThat(accepted.path("hostRoles").toString()).contains("unheard-of");
            assertThat(accepted.path("roles").toString()).contains("sales").doesNotContain("unheard-of");
            assertThat(check(token(new Tokens(), List.of()))
                            .path("problem")
                            .path("code")
                            .asText())
                    .isEqualTo("TOKEN_SIGNATURE");
            assertThat(check(token(keys, Map.of("a", 1)))
                            .path("problem")
                            .path("message")
                            .asText())
                    .contains("realm_access.roles");
            // Another tenant's good token is as unknown as a stranger's.
            TestTenant rival = TestTenant.create();
            assertThat(check(rival.token("admin")).path("problem").path("code").asText())
                    .isEqualTo("TOKEN_ISSUER_UNKNOWN");
            List<String> bad = new ArrayList<>(List.of("", "x", "a.b.c"));
            bad.forEach(token ->
                    assertThat(check(token).path("accepted").asBoolean(true)).isFalse());
            admin().post("/issuer-checks", Map.of("token", "x", "jwksUrl", "y"), null)
                    .expect(422);
        }
    }

    private JsonNode check(String token) {
        return admin().post("/issuer-checks", Map.of("token", token), null)
                .expect(200)
                .body();
    }

    private static void sql(String sql) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
