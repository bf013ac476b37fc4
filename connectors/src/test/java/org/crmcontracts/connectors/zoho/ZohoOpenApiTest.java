package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.Notifies;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Holds what we send and what the simulator answers against Zoho's OpenAPI description; skipped without it.
 *
 * <p>The other tests of the connector do so too, each at its end. Here are the statuses that matter, and the proof that
 * a wrong exchange is found.
 */
class ZohoOpenApiTest {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2), 5, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final Set<String> ACCOUNT = Set.of(
            "Account_Name", "Unified_Credit_Code", "Phone", "Website", "Industry", "Billing.address", "Owner.name");
    private static final Set<String> CONTACT = Set.of("Account_Name", "Person.name", "Email", "Phone", "Title");

    private ZohoDescription description;

    @BeforeEach
    void find() {
        assumeTrue(
                ZohoDescription.found().isPresent(), "Skipped: no " + ZohoDescription.FILE + " beside the repository");
        description = ZohoDescription.found().get();
    }

    @Test
    void everyExchangeOfARunFollowsZohosDescription() {
        ZohoSimulator simulator = new ZohoSimulator();
        CamelRuntime runtime = new CamelRuntime();
        try {
            run(simulator, runtime);
        } finally {
            runtime.stop();
            simulator.stop();
        }

        ZohoDescription.check(simulator);
        Set<String> seen = new HashSet<>();
        for (ZohoSimulator.Exchange exchange : simulator.exchanges()) {
            String path = exchange.path().replaceAll("[0-9]{10,}", "job");
            seen.add(exchange.method() + " " + path.substring(path.indexOf('/', 1)) + " " + exchange.status());
        }
        String accounts = " /v8/Accounts";
        assertThat(seen)
                .contains("GET" + accounts + " 200", "GET" + accounts + " 204", "GET /v8/Contacts 304")
                .contains("GET" + accounts + " 400", "GET" + accounts + " 401", "GET" + accounts + " 403")
                .contains("GET" + accounts + " 429", "GET" + accounts + " 500")
                .contains("GET" + accounts + "/deleted 200", "GET" + accounts + "/deleted 204")
                .contains("GET" + accounts + "/deleted 304", "GET" + accounts + "/actions/count 200")
                .contains("GET /v8/settings/fields 200", "GET /v8/users 200", "POST /v8/coql 200", "POST /v8/coql 204")
                .contains("POST" + accounts + " 201", "POST" + accounts + " 207", "POST" + accounts + " 400")
                .contains("PUT" + accounts + " 200", "PUT" + accounts + " 412", "PUT" + accounts + " 400")
                .contains("POST" + accounts + "/upsert 200", "POST" + accounts + "/upsert 429")
                .contains("POST /v8/actions/watch 201", "PUT /v8/actions/watch 200", "PUT /v8/actions/watch 400")
                .contains("DELETE /v8/actions/watch 200")
                .contains("POST /bulk/v8/read 201", "GET /bulk/v8/read/job 200", "GET /bulk/v8/read/job/result 200");
    }

    /** Without this the test above could pass because nothing is looked at. */
    @Test
    void aWrongExchangeIsFound() {
        Map<String, String> query = Map.of("fields", "Account_Name");
        String info = "\"info\":{\"per_page\":200,\"page\":1,\"count\":1,\"more_records\":false}";

        assertThat(list(query, 200, "{\"data\":[{\"id\":\"1\"}]," + info + "}")).isEmpty();
        assertThat(list(query, 200, "{\"data\":[{\"id\":1}]," + info + "}")).isNotEmpty();
        assertThat(list(query, 200, "{\"data\":[{\"id\":\"1\"}]}")).isNotEmpty();
        assertThat(list(query, 400, "{\"code\":\"X\"}")).isNotEmpty();
        assertThat(list(query, 418, "")).isNotEmpty();
        assertThat(list(Map.of(), 204, "")).isNotEmpty();
        assertThat(list(Map.of("fields", "a", "per_page", "201"), 204, "")).isNotEmpty();
        assertThat(list(Map.of("fields", "a", "sort_by", "Phone"), 204, "")).isNotEmpty();
        assertThat(list(Map.of("fields", "a", "surprise", "1"), 204, "")).isNotEmpty();

        String good =
                "{\"data\":[{\"code\":\"SUCCESS\",\"status\":\"success\",\"message\":\"\",\"details\":{\"id\":\"1\"}}]}";
        assertThat(upsert("{\"data\":[{\"Phone\":\"1\"}],\"trigger\":[]}", good))
                .isEmpty();
        assertThat(upsert("{\"data\":[{\"id\":7}],\"trigger\":[]}", good)).isNotEmpty();
        assertThat(upsert("{\"data\":[],\"trigger\":\"workflow\"}", good)).isNotEmpty();
        assertThat(upsert("{\"data\":[],\"unheard\":1}", good)).isNotEmpty();
        assertThat(upsert("{\"data\":[" + "{},".repeat(100) + "{}]}", good)).isNotEmpty();
        assertThat(upsert("{\"data\":[{}]}", good.replace("\"id\":\"1\"", ""))).isNotEmpty();
    }

    private List<String> list(Map<String, String> query, int status, String body) {
        return description.faults(
                new ZohoSimulator.Exchange("GET", "/crm/v8/Accounts", query, null, null, "", status, body, false));
    }

    private List<String> upsert(String sent, String body) {
        return description.faults(new ZohoSimulator.Exchange(
                "POST", "/crm/v8/Accounts/upsert", Map.of(), null, null, sent, 200, body, false));
    }

    private static void run(ZohoSimulator simulator, CamelRuntime runtime) {
        URI url = URI.create("http://127.0.0.1:" + simulator.start(0));
        ZohoBulk.Rules bulk = new ZohoBulk.Rules(500, 200, Duration.ofMillis(1), 20);
        ZohoCrmFactory factory = new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), QUICK, bulk);
        simulator.setField("Accounts", "Contract_Amount", "currency", 16, false);
        simulator.setField("Accounts", "Contract_Count", "integer", 9, false);
        simulator.setField("Accounts", "Contract_Link", "website", 450, false);
        Crm crm = factory.connect(access(url, Map.of()), new MemoryHouse());
        Instant future = Instant.now().plusSeconds(3_600);
        crm.pull(accounts(null));
        crm.deletions(RemoteKind.ACCOUNT, null);
        crm.deletions(RemoteKind.ACCOUNT, future);
        simulator.seedChinese();
        simulator.seedEnglish();
        for (int i = 0; i < 250; i++) {
            simulator.put("Accounts", Map.of("Account_Name", "Company " + i));
        }
        String next = crm.pull(accounts(null)).nextPageToken();
        crm.pull(accounts(next));
        crm.pull(new PullRequest(RemoteKind.CONTACT, Instant.EPOCH, null, CONTACT));
        crm.pull(new PullRequest(RemoteKind.CONTACT, future, null, CONTACT));
        crm.pull(new PullRequest(RemoteKind.USER, null, null, Set.of("full_name")));
        List<String> ids = simulator.ids("Accounts");
        ids.stream().limit(3).forEach(id -> simulator.delete("Accounts", id));
        crm.deletions(RemoteKind.ACCOUNT, Instant.EPOCH);
        crm.read(RemoteKind.ACCOUNT, Set.copyOf(ids.subList(0, 100)), ACCOUNT);
        write(crm, simulator, ids);
        Crm unique = factory.connect(access(url, Map.of("reference-unique", "true")), new MemoryHouse());
        unique.write(RemoteKind.ACCOUNT, List.of(change(null, "u", null, "Account_Name", "Unique")));
        simulator.fault(1, ZohoSimulatorFault.tooManyRequests());
        refused(() -> unique.write(RemoteKind.ACCOUNT, List.of(change(null, "v", null, "Account_Name", "V"))));
        ((Notifies) crm).openChannel(URI.create("https://contracts.example/notices"));
        ((Notifies) crm).openChannel(URI.create("https://contracts.example/notices"));
        ((Notifies) crm).closeChannel();
        simulator.expireTokens();
        simulator.fault(1, ZohoSimulatorFault.serverError());
        crm.pull(new PullRequest(RemoteKind.ACCOUNT, Instant.EPOCH, null, ACCOUNT));
        simulator.fault(1, ZohoSimulatorFault.tooManyRequests());
        refused(() -> crm.pull(accounts(null)));
        simulator.expirePageTokens();
        refused(() -> crm.pull(accounts(next)));
        simulator.fault(1, ZohoSimulatorFault.noPermission());
        refused(() -> crm.pull(accounts(null)));
        for (int i = 0; i < 300; i++) {
            simulator.put("Accounts", Map.of("Account_Name", "More " + i));
        }
        for (String token = null; ; ) {
            token = crm.pull(accounts(token)).nextPageToken();
            if (token == null) {
                break;
            }
        }
    }

    private static void write(Crm crm, ZohoSimulator simulator, List<String> ids) {
        crm.write(
                RemoteKind.ACCOUNT,
                List.of(change(null, "a", null, "Account_Name", "A"), change(null, "b", null, "Account_Name", "B")));
        crm.write(
                RemoteKind.ACCOUNT,
                List.of(change(null, "c", null, "Account_Name", "C"), change(null, "d", null, "Phone", "1")));
        crm.write(RemoteKind.ACCOUNT, List.of(change(null, "e", null, "Phone", "1")));
        crm.write(RemoteKind.ACCOUNT, List.of(change(ids.get(9), "f", null, "Phone", "1")));
        crm.write(RemoteKind.ACCOUNT, List.of(change(ids.get(0), "g", null, "Phone", "1")));
        crm.write(RemoteKind.ACCOUNT, List.of(change(ids.get(10), "h", "2020-01-01T00:00:00Z", "Phone", "1")));
        crm.write(
                RemoteKind.ACCOUNT,
                List.of(new RemoteChange(
                        ids.get(11),
                        "i",
                        null,
                        Map.of(
                                "Contract_Amount", Optional.of("1200.00"),
                                "Contract_Count", Optional.of("2"),
                                "Contract_Link", Optional.of("https://contracts.example/#/customers/i")))));
        assertThat(simulator.held("Accounts", ids.get(11)))
                .containsKeys("Contract_Amount", "Contract_Count", "Contract_Link");
        crm.findByReference(RemoteKind.ACCOUNT, "a", ACCOUNT);
        crm.findByReference(RemoteKind.ACCOUNT, "none", ACCOUNT);
        assertThat(simulator.ids("Accounts")).hasSize(330);
    }

    private static CrmAccess access(URI url, Map<String, String> options) {
        return new CrmAccess(
                UUID.randomUUID(),
                url,
                url,
                ZohoSimulator.CLIENT_ID,
                Secret.of(ZohoSimulator.CLIENT_SECRET),
                Secret.of(ZohoSimulator.REFRESH_TOKEN),
                options,
                Secret.of("secret"));
    }

    private static PullRequest accounts(String token) {
        return new PullRequest(RemoteKind.ACCOUNT, null, token, ACCOUNT);
    }

    private static RemoteChange change(String id, String reference, String revision, String field, String value) {
        return new RemoteChange(id, reference, revision, Map.of(field, Optional.of(value)));
    }

    private static void refused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(CrmRefusal.class);
    }
}
