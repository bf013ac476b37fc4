package org.crmcontracts.contracts.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A tenant with a simulated Zoho CRM, and what tests of connections over the API do again and again. */
abstract class ConnectionRig {
    private static final Pattern ACTION = Pattern.compile("\"action\":\"([^\"]+)\"");

    @ArquillianResource
    private URL url;

    ZohoSimulator zoho;
    String address;
    TestTenant tenant;
    ApiClient admin;

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

    URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = ZohoConnection.facts(address);
        facts.put("name", "Our Zoho");
        facts.put("options", Map.of("reference-unique", "true"));
        return facts;
    }

    String connected() {
        return "/connections/" + ZohoConnection.connect(admin, facts());
    }

    JsonNode ended(String connection, ApiClient.Answer begun) {
        return ConnectionRuns.ended(admin, connection, begun);
    }

    JsonNode run(String connection, String kind) {
        return ConnectionRuns.run(admin, connection, kind);
    }

    JsonNode good(String connection, String kind) {
        return ConnectionRuns.good(admin, connection, kind);
    }

    ApiClient.Answer keyed(String path, Object body, String key) {
        return admin.send("POST", path, body, Map.of("Idempotency-Key", key));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    /** What the audit log tells of a subject, one event a line. */
    List<String> actions(String subject) {
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

    static JsonNode step(JsonNode trial, String name) {
        for (JsonNode step : trial.path("steps")) {
            if (step.path("name").asText().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name + " in " + trial);
    }

    static String version(ApiClient.Answer answer) {
        return answer.header("ETag").replaceAll("[^0-9]", "");
    }
}
