package org.crmcontracts.contracts.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills a demo tenant through the public API: a Zoho connection, its customers, and a contract in each state. */
final class DemoData {
    /** How far a demo contract is taken; each includes all before it. */
    private enum Stage {
        DRAFT,
        SUBMITTED,
        LANES,
        APPROVED,
        SIGNING,
        ACTIVE,
        PAID,
        CLOSED,
        ARCHIVED
    }

    private final String base;
    private final DemoTenant tenant;
    private final DemoKeys keys;
    private final String hostUrl;

    DemoData(String base, DemoTenant tenant, DemoKeys keys, String hostUrl) {
        this.base = base;
        this.tenant = tenant;
        this.keys = keys;
        this.hostUrl = hostUrl;
    }

    void fill() {
        if (as("admin").get("/connections").get("items").isEmpty()) {
            connect();
        }
        awaitCustomers();
        if (!as("sales").get("/contracts?limit=1").get("items").isEmpty()) {
            return;
        }
        JsonNode customers = as("sales").get("/customers?limit=20").get("items");
        String[] types = {"sales", "service", "sales", "service", "sales", "purchase", "sales", "nda", "service"};
        for (Stage stage : Stage.values()) {
            contract(stage, types[stage.ordinal()], customers.get(stage.ordinal() % customers.size()));
        }
    }

    private void connect() {
        String zoho = "http://localhost:" + tenant.zohoPort();
        JsonNode connection = as("admin")
                .post(
                        "/connections",
                        Map.of(
                                "provider", "zoho",
                                "name", "Zoho CRM",
                                "accountsUrl", zoho,
                                "apiUrl", zoho,
                                "clientId", "demo-client",
                                "clientSecret", "demo-secret",
                                "refreshToken", "demo-refresh"),
                        null);
        as("admin").post("/connections/" + connection.get("id").asText() + "/runs", Map.of(), null);
    }

    private void awaitCustomers() {
        for (int attempt = 0; attempt < 120; attempt++) {
            if (as("sales").get("/customers?limit=10").get("items").size() == 10) {
                return;
            }
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        throw new IllegalStateException("The customers of " + tenant.key() + " did not arrive");
    }

    private void contract(Stage stage, String type, JsonNode customer) {
        LocalDate today = LocalDate.now(ZoneId.of(tenant.zone()));
        boolean paid = !type.equals("nda");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("title", title(type, customer.get("name").asText()));
        facts.put("type", type);
        facts.put("customerId", customer.get("id").asText());
        facts.put("ourParty", tenant.name());
        if (paid) {
            facts.put("amount", money((stage.ordinal() + 1) * 48000 + ".00"));
        }
        facts.put("startsOn", today.minusDays(20).toString());
        facts.put("endsOn", today.plusDays(345).toString());
        JsonNode contract = as("sales").post("/contracts", facts, null);
        String path = "/contracts/" + contract.get("id").asText();
        for (JsonNode template : as("sales").get("/templates?type=" + type).get("items")) {
            if (template.get("locale").asText().startsWith(tenant.locale().getLanguage())) {
                contract = as("sales")
                        .post(
                                path + "/clause-imports",
                                Map.of("templateId", template.get("id").asText(), "replace", true),
                                contract);
                break;
            }
        }
        if (contract.get("clauses").isEmpty()) {
            contract = as("sales")
                    .post(
                            path + "/clause-imports",
                            Map.of("format", "text", "content", ownWords(), "replace", true),
                            contract);
        }
        if (paid) {
            String half = (stage.ordinal() + 1) * 24000 + ".00";
            contract = as("sales")
                    .put(
                            path + "/payments",
                            Map.of(
                                    "items",
                                    List.of(
                                            payment(tenant.chinese() ? "预付款" : "Prepayment", half, today.plusDays(10)),
                                            payment(tenant.chinese() ? "尾款" : "Balance", half, today.plusDays(120)))),
                            contract);
        }
        advance(stage, path, contract, today);
    }

    private void advance(Stage stage, String path, JsonNode draft, LocalDate today) {
        JsonNode contract = draft;
        if (stage.compareTo(Stage.SUBMITTED) >= 0) {
            contract = as("sales").post(path + "/submissions", Map.of(), contract);
        }
        if (stage.compareTo(Stage.LANES) >= 0) {
            for (String lane : List.of("legal", "finance", "business")) {
                decide(lane, contract);
            }
        }
        if (stage.compareTo(Stage.APPROVED) >= 0) {
            decide("executive", contract);
        }
        if (stage.compareTo(Stage.SIGNING) >= 0) {
            as("sales").post(path + "/envelopes", Map.of(), as("sales").get(path));
        }
        if (stage.compareTo(Stage.ACTIVE) >= 0) {
            sign(path, today);
        }
        if (stage.compareTo(Stage.PAID) >= 0) {
            for (JsonNode payment : as("finance").get(path).get("payments")) {
                as("finance")
                        .post(
                                path + "/receipts",
                                Map.of(
                                        "paymentId",
                                        payment.get("id").asText(),
                                        "amount",
                                        payment.get("amount"),
                                        "receivedOn",
                                        today.toString(),
                                        "reference",
                                        "T-" + today),
                                as("finance").get(path));
            }
            as("business").post(path + "/completions", Map.of(), as("business").get(path));
        }
        if (stage.compareTo(Stage.CLOSED) >= 0) {
            as("business")
                    .post(
                            path + "/closures",
                            Map.of(
                                    "score",
                                    4,
                                    "summary",
                                    tenant.chinese() ? "按期履行，交付顺利。" : "Delivered on time; no open issues."),
                            as("business").get(path));
        }
        if (stage.compareTo(Stage.ARCHIVED) >= 0) {
            as("records")
                    .post(
                            path + "/archivings",
                            Map.of("cabinet", "A-03", "box", "12", "slot", "7", "copies", 2),
                            as("records").get(path));
        }
    }

    private void decide(String role, JsonNode contract) {
        for (JsonNode item : as(role).get("/approval-tasks?state=OPEN").get("items")) {
            if (item.get("contract").get("id").equals(contract.get("id"))) {
                as(role).post(
                                "/approval-tasks/" + item.get("task").get("id").asText() + "/decisions",
                                Map.of("decision", "APPROVE", "comment", tenant.chinese() ? "同意" : "Agreed"),
                                item.get("task"));
            }
        }
    }

    private void sign(String path, LocalDate today) {
        byte[] scan =
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                        .getBytes(StandardCharsets.US_ASCII);
        JsonNode document = as("sales")
                .upload(
                        path + "/documents?kind=SIGNED_SCAN&name=signed.pdf",
                        "application/pdf",
                        scan,
                        as("sales").get(path));
        as("sales")
                .post(
                        path + "/signings",
                        Map.of(
                                "documentId",
                                document.get("id").asText(),
                                "signatories",
                                List.of(
                                        Map.of(
                                                "side",
                                                "OURS",
                                                "name",
                                                tenant.chinese() ? "陈总远" : "Edward Stone",
                                                "title",
                                                tenant.chinese() ? "总经理" : "CEO",
                                                "signedOn",
                                                today.minusDays(2).toString()),
                                        Map.of(
                                                "side",
                                                "COUNTERPARTY",
                                                "name",
                                                tenant.chinese() ? "刘建国" : "Maria Lopez",
                                                "title",
                                                tenant.chinese() ? "法定代表人" : "Managing director",
                                                "signedOn",
                                                today.minusDays(1).toString()))),
                        as("sales").get(path));
    }

    private DemoApi as(String role) {
        return new DemoApi(base, tenant, keys.token(tenant, tenant.person(role), hostUrl));
    }

    private Map<String, Object> money(String amount) {
        return Map.of("amount", amount, "currency", tenant.currency());
    }

    private Map<String, Object> payment(String name, String amount, LocalDate dueOn) {
        return Map.of(
                "name",
                name,
                "percentage",
                "50.00",
                "amount",
                money(amount),
                "dueOn",
                dueOn.toString(),
                "method",
                "BANK_TRANSFER");
    }

    private String ownWords() {
        return tenant.chinese()
                ? "一、标的\n卖方按订单约定的规格、数量交付货物。\n二、验收\n买方收到货物后七日内按约定标准验收。"
                : "1. Goods\nThe seller delivers the goods in the quantity and quality ordered.\n2. Acceptance\nThe buyer inspects the goods within seven days of delivery.";
    }

    private String title(String type, String customer) {
        return switch (type) {
            case "service" -> customer + (tenant.chinese() ? " 技术服务合同" : " – support services");
            case "purchase" -> customer + (tenant.chinese() ? " 设备采购合同" : " – equipment purchase");
            case "nda" -> customer + (tenant.chinese() ? " 保密协议" : " – mutual confidentiality");
            default -> customer + (tenant.chinese() ? " 产品销售合同" : " – product supply");
        };
    }
}
