package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a CRM shows of contracts: written by the product at each change, and never taken. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ContractsInCrmServerIT {
    @ArquillianResource
    private URL url;

    private final ZohoSimulator zoho = new ZohoSimulator();

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    @AfterEach
    void stop() {
        zoho.stop();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private String connect(ApiClient admin) {
        for (Map.Entry<String, String> field : Map.of(
                        "State", "text",
                        "Count", "integer",
                        "Amount", "currency",
                        "Sums", "text",
                        "Link", "website")
                .entrySet()) {
            zoho.setField("Accounts", "Contracts_" + field.getKey(), field.getValue(), 200, false);
        }
        String address = "http://localhost:" + zoho.start(0);
        return ZohoConnection.connect(admin, ZohoConnection.facts(address));
    }

    private static ApiClient.Answer map(ApiClient admin, String connection, String owner) {
        List<Object> rules = new ArrayList<>();
        ApiClient.Answer mapping =
                admin.get("/connections/" + connection + "/mapping").expect(200);
        mapping.body().path("items").forEach(rules::add);
        Map.of(
                        "contracts.status", "Contracts_State",
                        "contracts.inForce", "Contracts_Count",
                        "contracts.amount", "Contracts_Amount",
                        "contracts.amounts", "Contracts_Sums",
                        "contracts.link", "Contracts_Link")
                .forEach((ours, theirs) -> rules.add(
                        Map.of("kind", "ACCOUNT", "ours", ours, "theirs", theirs, "owner", owner, "blankWins", false)));
        String version = mapping.header("ETag").replace("\"", "");
        return admin.put("/connections/" + connection + "/mapping", Map.of("fields", rules), version);
    }

    private boolean shows(String account, String field, Object value) {
        Object held = zoho.held("Accounts", account).get("Contracts_" + field);
        return value instanceof Number number
                ? held instanceof Number known && known.doubleValue() == number.doubleValue()
                : value.equals(held);
    }

    @Test
    void aContractsStateAmountAndLinkReachTheAccount() throws Exception {
        String account = zoho.put("Accounts", Map.of("Account_Name", "Riverbank Instruments"));
        ContractPath path = new ContractPath(TestTenant.create(), base());
        ApiClient admin = path.as("admin");
        String connection = connect(admin);
        ConnectionRuns.good(admin, "/connections/" + connection, "PULL");
        JsonNode users = admin.get("/connections/" + connection + "/users")
                .expect(200)
                .body()
                .path("items");
        assertThat(users.size()).isPositive();
        assertThat(users.path(0).path("name").asText()).isNotEmpty();
        UUID customer = UUID.fromString(admin.get("/customers")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asText());
        JsonNode first = path.as("sales")
                .post("/contracts", path.facts(customer, "1200.50"), null)
                .expect(201)
                .body();
        Thread.sleep(3_000);
        assertThat(zoho.held("Accounts", account)).as("nobody has turned it on").doesNotContainKey("Contracts_State");

        assertThat(map(admin, connection, "REMOTE").status())
                .as("these fields are ours only")
                .isEqualTo(422);
        map(admin, connection, "LOCAL").expect(200);
        Awaiting.until("the contract is shown", () -> shows(account, "State", "Draft"));
        assertThat(shows(account, "Count", 0)).isTrue();
        assertThat(shows(account, "Amount", 0)).isTrue();
        assertThat(shows(account, "Link", TestPlatform.PUBLIC_URL + "/#/customers/" + customer))
                .isTrue();

        path.as("sales")
                .post(
                        ContractPath.path(first) + "/cancellations",
                        Map.of("reason", "Written anew"),
                        ContractPath.version(first))
                .expect(200);
        Awaiting.until("the end of the contract is shown", () -> shows(account, "State", "Cancelled"));

        // A customer of ours that has a contract in force before the CRM knows it.
        JsonNode active = path.active("1200.50");
        path.as("sales")
                .send(
                        "PATCH",
                        "/customers/" + active.path("counterparty").path("id").asText(),
                        Map.of("phone", "+86 10 1234567"),
                        Map.of("If-Match", "\"1\""))
                .expect(200);
        Awaiting.until("the customer is there", () -> zoho.ids("Accounts").size() == 2);
        String second = zoho.ids("Accounts").stream()
                .filter(id -> !id.equals(account))
                .findFirst()
                .orElseThrow();
        assertThat(shows(second, "Amount", 1200.5)).isTrue();
        assertThat(shows(second, "Count", 1)).isTrue();
        assertThat(shows(second, "Sums", "CNY 1200.50")).isTrue();

        zoho.put("Accounts", Map.of("id", second, "Contracts_Sums", "a million"));
        ConnectionRuns.good(admin, "/connections/" + connection, "PULL");
        Awaiting.until("what somebody enters there is overwritten", () -> shows(second, "Sums", "CNY 1200.50"));
    }
}
