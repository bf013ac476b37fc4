package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Zoho's OpenAPI description: holds what our connector sends and what the simulator answers against it.
 *
 * <p>The description may not be distributed, so it lies beside the repository; without it nothing is checked.
 */
final class ZohoDescription {
    static final String FILE = "shared/reference/zoho-oas/zoho-crm-v8.patched.json";

    /** Our paths, the special ones first, and Zoho's templates of them. */
    private static final Map<String, String> TEMPLATES = new LinkedHashMap<>();

    static {
        TEMPLATES.put("/crm/v8/settings/fields", "/crm/v8/settings/fields");
        TEMPLATES.put("/crm/v8/users", "/crm/v8/users");
        TEMPLATES.put("/crm/v8/coql", "/crm/v8/coql");
        TEMPLATES.put("/crm/v8/actions/watch", "/crm/v8/actions/watch");
        TEMPLATES.put("/crm/bulk/v8/read", "/crm/bulk/v8/read");
        TEMPLATES.put("/crm/bulk/v8/read/[0-9]+/result", "/crm/bulk/v8/read/{jobId}/result");
        TEMPLATES.put("/crm/bulk/v8/read/[0-9]+", "/crm/bulk/v8/read/{jobId}");
        TEMPLATES.put("/crm/v8/[A-Za-z]+/actions/count", "/crm/v8/{moduleApiName}/actions/count");
        TEMPLATES.put("/crm/v8/[A-Za-z]+/upsert", "/crm/v8/{module}/upsert");
        TEMPLATES.put("/crm/v8/[A-Za-z]+/deleted", "/crm/v8/{module}/deleted");
        TEMPLATES.put("/crm/v8/[A-Za-z]+", "/crm/v8/{module}");
    }

    private static final Optional<ZohoDescription> FOUND = find().map(ZohoDescription::new);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<JsonNode, JsonSchema> schemas = new IdentityHashMap<>();
    private final JsonNode document;

    private ZohoDescription(Path file) {
        try {
            document = mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The description allows 100 records, Zoho's own text says 200 for this operation.
        ((ObjectNode) document.at("/components/schemas/record__RecordGETSucessResponse/properties/data"))
                .put("maxItems", 200);
        // It allows 100 fields of a module; Zoho's larger editions have several hundred.
        ((ObjectNode) document.at(
                        "/paths/~1crm~1v8~1settings~1fields/get/responses/200/content/application~1json/schema"
                                + "/properties/fields"))
                .put("maxItems", 1_000);
        // It demands this parameter, with a misspelt value; Zoho's own text and its examples leave it out.
        document.at("/paths/~1crm~1v8~1settings~1fields/get/parameters").forEach(parameter -> {
            JsonNode resolved = resolved(parameter);
            if (resolved.path("name").asText().equals("include")) {
                ((ObjectNode) resolved).put("required", false);
            }
        });
    }

    private static Optional<Path> find() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path file = dir.resolve(FILE);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Empty where there is no description beside the repository. */
    static Optional<ZohoDescription> found() {
        return FOUND;
    }

    /** Fails on any exchange that is not as described; to be called at the end of each test. */
    static void check(ZohoSimulator simulator) {
        FOUND.ifPresent(description -> {
            List<String> faults = new ArrayList<>();
            for (ZohoSimulator.Exchange exchange : simulator.exchanges()) {
                if (!exchange.path().startsWith("/oauth/")) {
                    faults.addAll(description.faults(exchange));
                }
            }
            assertThat(faults).as("not as Zoho describes it").isEmpty();
        });
    }

    /** What is wrong with the request and, unless it was spoilt on purpose, with the answer. */
    synchronized List<String> faults(ZohoSimulator.Exchange exchange) {
        String template = TEMPLATES.entrySet().stream()
                .filter(entry -> exchange.path().matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("none");
        JsonNode operation =
                document.path("paths").path(template).path(exchange.method().toLowerCase(Locale.ROOT));
        List<String> faults = new ArrayList<>();
        if (operation.isMissingNode()) {
            faults.add("no such operation");
        }
        faults.addAll(parameterFaults(exchange, operation));
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        if (!exchange.sent().isEmpty() || operation.at("/requestBody/required").asBoolean()) {
            validate(body, json(exchange.sent())).forEach(message -> faults.add("sent: " + message));
        }
        if (!exchange.spoilt()) {
            faults.addAll(answerFaults(
                    exchange, resolved(operation.path("responses").path(String.valueOf(exchange.status())))));
        }
        return faults.stream()
                .map(fault -> exchange.method() + " " + exchange.path() + " " + exchange.status() + ": " + fault)
                .toList();
    }

    private List<String> answerFaults(ZohoSimulator.Exchange exchange, JsonNode response) {
        List<String> faults = new ArrayList<>();
        if (response.isMissingNode()) {
            faults.add("the status is not described");
            return faults;
        }
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode() && !exchange.body().isEmpty()) {
            faults.add("a body where none is described");
        } else if (!schema.isMissingNode()) {
            validate(schema, json(exchange.body())).forEach(message -> faults.add("answered: " + message));
        }
        return faults;
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private List<String> parameterFaults(ZohoSimulator.Exchange exchange, JsonNode operation) {
        List<String> faults = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (JsonNode entry : operation.path("parameters")) {
            JsonNode parameter = resolved(entry);
            String name = parameter.path("name").asText();
            boolean query = parameter.path("in").asText().equals("query");
            String value;
            if (query) {
                known.add(name);
                value = exchange.query().get(name);
            } else {
                value = name.equals("If-Modified-Since")
                        ? exchange.modifiedSince()
                        : name.equals("If-Unmodified-Since") ? exchange.unmodifiedSince() : null;
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
