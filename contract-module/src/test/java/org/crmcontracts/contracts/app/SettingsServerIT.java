package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant's admin sets things, and the product does as it is told. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SettingsServerIT {
    @ArquillianResource
    private URL url;

    private final TestTenant tenant = TestTenant.create();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private ApiClient admin() {
        return tenant.as(base(), "admin");
    }

    private static JsonNode setting(JsonNode settings, String name) {
        for (JsonNode one : settings.path("items")) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no setting " + name);
    }

    @Test
    void settingsAreReadChangedAndReset() {
        JsonNode before = admin().get("/settings").expect(200).body();
        assertThat(before.path("version").asLong()).isZero();
        JsonNode zone = setting(before, "tenant.time-zone");
        assertThat(zone.path("value").asText()).isEqualTo("Asia/Shanghai");
        assertThat(zone.path("source").asText()).isEqualTo("CREATION");
        assertThat(zone.path("description").asText()).startsWith("Time zone");
        assertThat(setting(before, "numbering.contract").path("source").asText())
                .isEqualTo("DEFAULT");

        Map<String, Object> changes = new HashMap<>();
        changes.put("tenant.time-zone", "Europe/Berlin");
        changes.put("limits.page-size", 7);
        changes.put("calendar.holidays", List.of("2026-10-01", "2026-10-02"));
        changes.put("branding.color-primary", "#a01020");
        JsonNode after = admin().put("/settings", changes, 0).expect(200).body();
        assertThat(after.path("version").asLong()).isEqualTo(1);
        assertThat(setting(after, "limits.page-size").path("value").asInt()).isEqualTo(7);
        assertThat(setting(after, "limits.page-size").path("inherited").asInt()).isEqualTo(50);
        assertThat(setting(after, "calendar.holidays").path("value").size()).isEqualTo(2);

        JsonNode me = tenant.as(base(), "sales").get("/me").expect(200).body().path("tenant");
        assertThat(me.path("timeZone").asText()).isEqualTo("Europe/Berlin");
        assertThat(me.path("pageSize").asInt()).isEqualTo(7);
        assertThat(me.path("branding").path("--cc-color-primary").asText()).isEqualTo("#a01020");

        changes.replaceAll((name, value) -> null);
        admin().put("/settings", changes, 0).expect(412);
        JsonNode reset = admin().put("/settings", changes, 1).expect(200).body();
        assertThat(setting(reset, "tenant.time-zone").path("source").asText()).isEqualTo("CREATION");
        assertThat(tenant.as(base(), "sales")
                        .get("/me")
                        .expect(200)
                        .body()
                        .path("tenant")
                        .path("branding")
                        .isEmpty())
                .isTrue();
        assertThat(tenant.as(base(), "auditor")
                        .get("/audit-chain")
                        .expect(200)
                        .body()
                        .path("valid")
                        .asBoolean(true))
                .isTrue();
    }

    @Test
    void oneFaultSpoilsAllAndEachIsNamed() {
        Map<String, Object> changes = new HashMap<>();
        changes.put("limits.page-size", 10);
        changes.put("tenant.time-zone", "Mars/Base");
        changes.put("numbering.contract", "{TYPE}");
        changes.put("branding.color-primary", "red;}");
        changes.put("calendar.holidays", List.of("2026-02-30"));
        changes.put("DB_URL", "x");
        changes.put("no/such~thing", 1);
        changes.put("tenant.locale", Map.of("a", 1));
        changes.put("calendar.extra-working-days", "x".repeat(20_000));
        changes.put("retention.contract-years", 1.5);
        ApiClient.Answer refused = admin().put("/settings", changes, 0).expect(422);
        String errors = refused.body().path("errors").toString();
        assertThat(refused.body().path("errors").size()).isEqualTo(9);
        assertThat(errors)
                .contains("/tenant.time-zone", "/numbering.contract", "/DB_URL", "/no~1such~0thing", "SETTING_TOO_LONG")
                .doesNotContain("limits.page-size");
        JsonNode now = admin().get("/settings").expect(200).body();
        assertThat(now.path("version").asLong()).isZero();
        assertThat(setting(now, "limits.page-size").path("value").asInt()).isEqualTo(50);
        admin().put("/settings", Map.of(), null).expect(428);
        admin().put("/settings", "[]", 0).expect(400);
        admin().put("/settings", "null", 0).expect(400);
        tenant.as(base(), "sales").get("/settings").expect(403);
        tenant.as(base(), "auditor").put("/settings", Map.of(), 0).expect(403);
    }

    /** The server's configuration remembers values by name: no tenant may get another's for it. */
    @Test
    void twoTenantsInTurnsKeepTheirOwn() {
        TestTenant other = TestTenant.create();
        admin().put("/settings", Map.of("limits.page-size", 11), 0).expect(200);
        other.as(base(), "admin")
                .put("/settings", Map.of("limits.page-size", 22), 0)
                .expect(200);
        TestTenant third = TestTenant.create();
        ApiClient one = tenant.as(base(), "sales");
        ApiClient two = other.as(base(), "sales");
        ApiClient three = third.as(base(), "sales");
        for (int i = 0; i < 50; i++) {
            assertThat(pageSize(one)).isEqualTo(11);
            assertThat(pageSize(two)).isEqualTo(22);
            assertThat(pageSize(three)).isEqualTo(50);
        }
    }

    private static int pageSize(ApiClient client) {
        return client.get("/me")
                .expect(200)
                .body()
                .path("tenant")
                .path("pageSize")
                .asInt();
    }

    private Map<String, Object> facts() {
        ContractPath path = new ContractPath(tenant, base());
        return path.facts(path.customer("Riverbank Instruments"), "5.00");
    }

    @Test
    void numbersFollowTheSettingAndAreNeverUsedTwice() {
        ApiClient sales = tenant.as(base(), "sales");
        Set<String> numbers = new HashSet<>();
        Map<String, Object> facts = facts();
        List<String> patterns = new ArrayList<>(List.of(
                "{TYPE}-{YYYY}-{SEQ:5}",
                "{TYPE}-{SEQ:5}",
                "SAL-{SEQ:5}",
                "{TYPE}-{SEQ:5}",
                "合同{YYYY}第{SEQ:3}号",
                "{TYPE}-{YYYY}-{SEQ:4}"));
        long version = 0;
        for (String pattern : patterns) {
            admin().put("/settings", Map.of("numbering.contract", pattern), version++)
                    .expect(200);
            for (int i = 0; i < 3; i++) {
                String number = sales.post("/contracts", facts, null)
                        .expect(201)
                        .body()
                        .path("number")
                        .asText();
                assertThat(numbers.add(number)).as(number).isTrue();
            }
        }
        assertThat(numbers).hasSize(18).anyMatch(number -> number.matches("合同20[0-9]{2}第001号"));
    }

    @Test
    void theLimitOfFilesIsApplied() {
        admin().put("/settings", Map.of("limits.upload-megabytes", 1), 0).expect(200);
        ApiClient sales = tenant.as(base(), "sales");
        JsonNode contract = sales.post("/contracts", facts(), null).expect(201).body();
        byte[] file = java.util.Arrays.copyOf(
                "%PDF-1.7\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 1024 * 1024 + 1);
        String path = "/contracts/" + contract.path("id").asText() + "/documents?kind=ATTACHMENT&name=a.pdf";
        ApiClient.Answer refused = sales.upload(
                        path, "application/pdf", file, contract.path("version").asLong())
                .expect(413);
        assertThat(refused.body().path("detail").asText()).contains("1 MB");
        sales.upload(
                        path,
                        "application/pdf",
                        java.util.Arrays.copyOf(file, 1024 * 1024),
                        contract.path("version").asLong())
                .expect(201);
    }
}
