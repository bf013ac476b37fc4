package org.crmcontracts.contracts.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes a contract along its life over HTTP, one method a step; each returns the contract as the server answers it. */
record ContractPath(TestTenant tenant, URI base) {
    static final byte[] SCAN = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
            .getBytes(StandardCharsets.US_ASCII);

    ApiClient as(String role) {
        return tenant.as(base, role);
    }

    /** A customer put straight into the tenant's schema, for tests that are not about the sync. */
    UUID customer(String name) {
        UUID id = UUID.randomUUID();
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into " + tenant.tenant().schemaName()
                                + ".customer (id, version, name, created_at, updated_at) values (?, 1, ?, now(), now())")) {
            insert.setObject(1, id);
            insert.setString(2, name);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }

    Map<String, Object> facts(UUID customer, String amount) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("title", "Supply of sensors");
        facts.put("type", "sales");
        facts.put("customerId", customer.toString());
        facts.put("ourParty", "Our company");
        facts.put("amount", Map.of("amount", amount, "currency", "CNY"));
        facts.put("startsOn", LocalDate.now().minusDays(3).toString());
        facts.put("endsOn", LocalDate.now().plusDays(300).toString());
        return facts;
    }

    JsonNode draft(String amount) {
        return as("sales")
                .post("/contracts", facts(customer("Riverbank Instruments"), amount), null)
                .expect(201)
                .body();
    }

    static Map<String, Object> payments(String... amounts) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String amount : amounts) {
            items.add(Map.of(
                    "name",
                    "Instalment " + (items.size() + 1),
                    "amount",
                    Map.of("amount", amount, "currency", "CNY"),
                    "dueOn",
                    LocalDate.now().plusDays(30L + items.size()).toString(),
                    "method",
                    "BANK_TRANSFER"));
        }
        return Map.of("items", items);
    }

    /** A draft that is complete: clauses and a schedule that adds up. */
    JsonNode complete(String amount) {
        JsonNode contract = draft(amount);
        String path = path(contract);
        contract = as("sales")
                .post(
                        path + "/clause-imports",
                        Map.of(
                                "format",
                                "markdown",
                                "content",
                                "1. **Goods.** The seller delivers.\n2. **Price.** The buyer pays.",
                                "replace",
                                true),
                        version(contract))
                .expect(200)
                .body();
        return as("sales")
                .put(path + "/payments", payments(amount), version(contract))
                .expect(200)
                .body();
    }

    JsonNode submitted(String amount) {
        JsonNode contract = complete(amount);
        return as("sales")
                .post(path(contract) + "/submissions", Map.of(), version(contract))
                .expect(201)
                .body();
    }

    JsonNode task(JsonNode contract, String lane) {
        for (JsonNode task : contract.path("approval").path("tasks")) {
            if (task.path("lane").asText().equals(lane)) {
                return task;
            }
        }
        throw new AssertionError("No task of lane " + lane + " in " + contract);
    }

    ApiClient.Answer decide(JsonNode contract, String lane, String decision) {
        JsonNode task = task(contract, lane);
        return as(lane.toLowerCase(java.util.Locale.ROOT))
                .post(
                        "/approval-tasks/" + task.path("id").asText() + "/decisions",
                        Map.of("decision", decision, "comment", "Seen"),
                        version(task));
    }

    JsonNode approved(String amount) {
        JsonNode contract = submitted(amount);
        for (String lane : List.of("LEGAL", "FINANCE", "BUSINESS", "EXECUTIVE")) {
            contract = decide(contract, lane, "APPROVE").expect(200).body();
        }
        return contract;
    }

    JsonNode active(String amount) {
        JsonNode contract = approved(amount);
        String path = path(contract);
        as("sales").post(path + "/envelopes", Map.of(), version(contract)).expect(201);
        contract = reload(contract);
        JsonNode scan = as("sales")
                .upload(path + "/documents?kind=SIGNED_SCAN&name=scan.pdf", "application/pdf", SCAN, version(contract))
                .expect(201)
                .body();
        contract = reload(contract);
        return as("sales")
                .post(path + "/signings", signing(scan.path("id").asText()), version(contract))
                .expect(201)
                .body();
    }

    static Map<String, Object> signing(String documentId) {
        String day = LocalDate.now().minusDays(1).toString();
        return Map.of(
                "documentId",
                documentId,
                "signatories",
                List.of(
                        Map.of("side", "OURS", "name", "Edward Stone", "title", "CEO", "signedOn", day),
                        Map.of("side", "COUNTERPARTY", "name", "Maria Lopez", "title", "Director", "signedOn", day)));
    }

    JsonNode reload(JsonNode contract) {
        return as("sales").get(path(contract)).expect(200).body();
    }

    static String path(JsonNode contract) {
        return "/contracts/" + contract.path("id").asText();
    }

    static long version(JsonNode body) {
        return body.path("version").asLong();
    }
}
