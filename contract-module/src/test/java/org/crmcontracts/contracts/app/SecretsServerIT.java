package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Thirty seeded secrets: connected, used, refused, rotated, and then sought wherever they must not be. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SecretsServerIT {
    private static final int CONNECTIONS = 15;

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    @Test
    void noSecretIsInTheDatabaseOrInAnAnswerAndRotationKeepsThemUsable() throws Exception {
        ZohoSimulator zoho = new ZohoSimulator();
        zoho.put("Accounts", Map.of("Account_Name", "Customer"));
        int port = zoho.start(0);
        TestTenant tenant = TestTenant.create();
        ApiClient admin = tenant.as(base(), "admin");
        List<String> seeded = new ArrayList<>();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < CONNECTIONS; i++) {
            String secret = "seeded-client-" + i + "-3f9a";
            String token = "seeded-refresh-" + i + "-77bd";
            seeded.add(secret);
            seeded.add(token);
            JsonNode made = connect(admin, port, secret, token);
            answers.append(made);
            // Refused by the CRM, as the secrets are not those it knows.
            answers.append(admin.post("/connections/" + made.path("id").asText() + "/runs", Map.of(), null)
                    .body());
        }
        answers.append(admin.post("/connections", Map.of("clientSecret", seeded.get(0)), null)
                .body());
        String good = connect(admin, port, ZohoSimulator.CLIENT_SECRET, ZohoSimulator.REFRESH_TOKEN)
                .path("id")
                .asText();
        List<String> before = sealed(tenant);
        assertThat(before).hasSize(2 * CONNECTIONS + 2).allMatch(text -> text.startsWith("v2:"));
        move(tenant, before.get(0), before.get(1));

        ApiClient operator = new ApiClient(base(), TestPlatform.operatorToken("operator"), "en");
        operator.post("/platform/key-rotations", Map.of(), null).expect(202);
        Awaiting.until(
                "it comes about", () -> sealed(tenant).stream().noneMatch(before.subList(2, before.size())::contains));
        JsonNode rotation = operator.get("/platform/key-rotations")
                .expect(200)
                .body()
                .path("items")
                .path(0);
        assertThat(rotation.path("startedBy").asText()).isEqualTo("Olga Operator");
        // The one that was moved to another field does not open, and stops no other.
        assertThat(sealed(tenant)).filteredOn(before::contains).hasSize(1);
        admin.post("/connections/" + good + "/runs", Map.of(), null).expect(202);
        Awaiting.until("it comes about", () -> admin.get("/connections/" + good + "/runs")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("outcome")
                .asText()
                .equals("DONE"));

        answers.append(admin.get("/connections").expect(200).body());
        String database = dump();
        for (String secret : seeded) {
            assertThat(answers).doesNotContain(secret);
            assertThat(database).doesNotContain(secret);
        }
        assertThat(database).contains("crm_connection").doesNotContain(ZohoSimulator.REFRESH_TOKEN);
    }

    private static JsonNode connect(ApiClient admin, int port, String secret, String token) {
        Map<String, Object> facts = ZohoConnection.facts("http://localhost:" + port);
        facts.put("clientSecret", secret);
        facts.put("refreshToken", token);
        return admin.post("/connections", facts, null).expect(201).body();
    }

    /** Puts one field's sealed text into another field, as one who may write the database could. */
    private static void move(TestTenant tenant, String from, String to) throws Exception {
        try (Connection connection = EmbeddedDatabase.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update " + tenant.tenant().schemaName() + ".crm_connection set refresh_token_sealed = '"
                    + from + "' where refresh_token_sealed = '" + to + "'");
        }
    }

    private static List<String> sealed(TestTenant tenant) throws Exception {
        String table = tenant.tenant().schemaName() + ".crm_connection";
        try (Connection connection = EmbeddedDatabase.admin("postgres").getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select unnest(array[client_secret_sealed, refresh_token_sealed])"
                                + " from " + table + " order by created_at, id")) {
            List<String> sealed = new ArrayList<>();
            while (rows.next()) {
                sealed.add(rows.getString(1));
            }
            return sealed;
        }
    }

    /** Every row of every table, as text. */
    private static String dump() throws Exception {
        StringBuilder dump = new StringBuilder();
        try (Connection connection = EmbeddedDatabase.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select format('%I.%I', schemaname, tablename) from pg_tables"
                    + " where schemaname = 'platform' or schemaname like 't\\_%'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                dump.append(table).append('\n');
                try (ResultSet rows = statement.executeQuery("select r::text from " + table + " r")) {
                    while (rows.next()) {
                        dump.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }
}
