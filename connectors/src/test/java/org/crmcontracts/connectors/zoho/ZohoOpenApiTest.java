package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.Test;

/**
 * Holds what we send and what the simulator answers against Zoho's OpenAPI description.
 *
 * <p>The description may not be distributed, so it lies beside the repository; the test is skipped without it.
 */
class ZohoOpenApiTest {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(2), 5, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final Set<String> ACCOUNT = Set.of(
            "Account_Name", "Unified_Credit_Code", "Phone", "Website", "Industry", "Billing.address", "Owner.name");
    private static final Set<String> CONTACT = Set.of("Account_Name", "Person.name", "Email", "Phone", "Title");
    private static final String DESCRIPTION = "shared/reference/zoho-oas/zoho-crm-v8.patched.json";
    private static final String LIST = "/crm/v8/{module}";
    private static final String DELETED = "/crm/v8/{module}/deleted";

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<JsonNode, JsonSchema> schemas = new HashMap<>();
    private JsonNode document;

    @Test
    void everyExchangeOfARunFollowsZohosDescription() throws IOException {
        readDescription();

        List<ZohoSimulator.Exchange> exchanges = run();

        List<String> faults = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ZohoSimulator.Exchange exchange : exchanges) {
            if (exchange.path().startsWith("/crm/")) {
                seen.add((exchange.path().endsWith("/deleted") ? "deleted " : "list ") + exchange.status());
                faults.addAll(faults(exchange));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(seen)
                .contains(
                        "list 200", "list 204", "list 304", "list 400", "list 401", "list 403", "list 429", "list 500")
                .contains("deleted 200", "deleted 204", "deleted 304");
    }

    /** Without this the test above could pass because nothing is looked at. */
    @Test
    void aWrongExchangeIsFound() throws IOException {
        readDescription();
        Map<String, String> query = Map.of("fields", "Account_Name");
        String info = "\"info\":{\"per_page\":200,\"page\":1,\"count\":1,\"more_records\":false}";

        assertThat(faults(list(query, 200, "{\"data\":[{\"id\":\"1\"}]," + info + "}")))
                .isEmpty();
        assertThat(faults(list(query, 200, "{\"data\":[{\"id\":1}]," + info + "}")))
                .isNotEmpty();
        assertThat(faults(list(query, 200, "{\"data\":[{\"id\":\"1\"}]}"))).isNotEmpty();
        assertThat(faults(list(query, 400, "{\"code\":\"X\"}"))).isNotEmpty();
        assertThat(faults(list(query, 418, ""))).isNotEmpty();
        assertThat(faults(list(Map.of(), 204, ""))).isNotEmpty();
        assertThat(faults(list(Map.of("fields", "a", "per_page", "201"), 204, "")))
                .isNotEmpty();
        assertThat(faults(list(Map.of("fields", "a", "sort_by", "Phone"), 204, "")))
                .isNotEmpty();
        assertThat(faults(list(Map.of("fields", "a", "surprise", "1"), 204, "")))
                .isNotEmpty();
    }

    private static ZohoSimulator.Exchange list(Map<String, String> query, int status, String body) {
        return new ZohoSimulator.Exchange("GET", "/crm/v8/Accounts", query, null, null, "", status, body);
    }

    private void readDescription() throws IOException {
        Optional<Path> file = description();
        assumeTrue(file.isPresent(), "Skipped: no " + DESCRIPTION + " beside the repository");
        document = mapper.readTree(file.get().toFile());
        // The description allows 100 records, Zoho's own text says 200 for this operation.
        JsonNode data = document.at("/components/schemas/record__RecordGETSucessResponse/properties/data");
        ((ObjectNode) data).put("maxItems", 200);
    }

    private static Optional<Path> description() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path file = dir.resolve(DESCRIPTION);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static List<ZohoSimulator.Exchange> run() {
        ZohoSimulator simulator = new ZohoSimulator();
        CamelRuntime runtime = new CamelRuntime();
        try {
            URI url = URI.create("http://127.0.0.1:" + simulator.start(0));
            Crm crm = new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), QUICK, ZohoBulk.Rules.USUAL)
                    .connect(
                            new CrmAccess(
                                    UUID.randomUUID(),
                                    url,
                                    url,
                                    ZohoSimulator.CLIENT_ID,
                                    Secret.of(ZohoSimulator.CLIENT_SECRET),
                                    Secret.of(ZohoSimulator.REFRESH_TOKEN),
                                    Map.of(),
                                    Secret.of("")),
                            new MemoryHouse());
            Instant future = Instant.now().plusSeconds(3_600);
            PullRequest first = new PullRequest(RemoteKind.ACCOUNT, null, null, ACCOUNT);
            crm.pull(first);
            crm.deletions(RemoteKind.ACCOUNT, null);
            crm.deletions(RemoteKind.ACCOUNT, future);
            simulator.seedChinese();
            simulator.seedEnglish();
            for (int i = 0; i < 250; i++) {
                simulator.put("Accounts", Map.of("Account_Name", "Company " + i));
            }
            String next = crm.pull(first).nextPageToken();
            crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, next, ACCOUNT));
            crm.pull(new PullRequest(RemoteKind.CONTACT, Instant.EPOCH, null, CONTACT));
            crm.pull(new PullRequest(RemoteKind.CONTACT, future, null, CONTACT));
            simulator.ids("Accounts").stream().limit(3).forEach(id -> simulator.delete("Accounts", id));
            crm.deletions(RemoteKind.ACCOUNT, Instant.EPOCH);
            simulator.expireTokens();
            simulator.fault(1, ZohoSimulatorFault.tooManyRequests());
            simulator.fault(1, ZohoSimulatorFault.serverError());
            crm.pull(first);
            simulator.expirePageTokens();
            refused(crm, new PullRequest(RemoteKind.ACCOUNT, null, next, ACCOUNT));
            simulator.fault(1, ZohoSimulatorFault.noPermission());
            refused(crm, first);
            return simulator.exchanges();
        } finally {
            runtime.stop();
            simulator.stop();
        }
    }

    private static void refused(Crm crm, PullRequest request) {
        try {
            crm.pull(request);
        } catch (CrmRefusal expected) {
            return;
        }
        throw new AssertionError("not refused");
    }

    private List<String> faults(ZohoSimulator.Exchange exchange) throws IOException {
        String template = exchange.path().endsWith("/deleted") ? DELETED : LIST;
        JsonNode operation =
                document.path("paths").path(template).path(exchange.method().toLowerCase(Locale.ROOT));
        List<String> faults = new ArrayList<>(parameterFaults(exchange, operation));
        JsonNode response = operation.path("responses").path(String.valueOf(exchange.status()));
        if (response.isMissingNode()) {
            faults.add("status " + exchange.status() + " is not described");
        }
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode() && !exchange.body().isEmpty()) {
            faults.add("a body where none is described");
        } else if (!schema.isMissingNode()) {
            validate(schema, mapper.readTree(exchange.body())).forEach(message -> faults.add(message.toString()));
        }
        return faults.stream()
                .map(fault -> exchange.path() + " " + exchange.status() + ": " + fault)
                .toList();
    }

    private List<String> parameterFaults(ZohoSimulator.Exchange exchange, JsonNode operation) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode entry : operation.path("parameters")) {
            JsonNode parameter =
                    entry.has("$ref") ? document.at(entry.path("$ref").asText().substring(1)) : entry;
            String name = parameter.path("name").asText();
            boolean query = parameter.path("in").asText().equals("query");
            String value;
            if (query) {
                known.add(name);
                value = exchange.query().get(name);
            } else {
                value = name.equals("If-Modified-Since") ? exchange.modifiedSince() : null;
            }
            if (value == null) {
                if (query && parameter.path("required").asBoolean()) {
                    faults.add("parameter " + name + " is missing");
                }
                continue;
            }
            boolean number = parameter.at("/schema/type").asText().equals("integer");
            JsonNode node = number && value.matches("[0-9]{1,9}")
                    ? JsonNodeFactory.instance.numberNode(Integer.parseInt(value))
                    : JsonNodeFactory.instance.textNode(value);
            validate(parameter.path("schema"), node).forEach(message -> faults.add(name + " " + message));
        }
        exchange.query().keySet().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("parameter " + name + " is not described"));
        return faults;
    }

    private Set<ValidationMessage> validate(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value);
    }

    /** Puts the components beside the schema, so that its references into them resolve. */
    private JsonSchema compiled(JsonNode schema) {
        ObjectNode root = mapper.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", document.path("components"));
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root, config);
    }
}
