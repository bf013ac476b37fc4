package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.crmcontracts.tenants.http.Json;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant takes everything along, and another one becomes its equal; bad archives change nothing. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ExitServerIT {
    /** The import is an event of its own, by a person of its own; all else must be equal. */
    private static final Set<String> GROWING =
            Set.of("data/audit_event.jsonl", "data/audit_head.jsonl", "data/audit_person.jsonl", "manifest.json");

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ServerDeployment.war();
    }

    private URI base() {
        return URI.create("http://localhost:" + url.getPort());
    }

    private byte[] export(TestTenant tenant) throws Exception {
        ApiClient admin = tenant.as(base(), "admin");
        JsonNode begun = admin.send(
                        "POST",
                        "/exports",
                        null,
                        Map.of("Idempotency-Key", "export-of-" + tenant.tenant().key()))
                .expect(202)
                .body();
        String path = "/exports/" + begun.path("id").asText();
        for (int i = 0; i < 600; i++) {
            JsonNode now = admin.get(path).expect(200).body();
            if (now.path("state").asText().equals("READY")) {
                byte[] zip = admin.get(path + "/content").expect(200).http().body();
                assertThat(zip).hasSize(now.path("bytes").asInt());
                assertThat(sha256(zip)).isEqualTo(now.path("sha256").asText());
                assertThat(now.path("percent").asInt()).isEqualTo(100);
                return zip;
            }
            assertThat(now.path("state").asText()).isEqualTo("RUNNING");
            Thread.sleep(100);
        }
        throw new AssertionError("The export never ended: " + admin.get(path).text());
    }

    private ApiClient.Answer importInto(TestTenant tenant, byte[] zip) {
        return tenant.as(base(), "admin").upload("/imports", "application/zip", zip, null);
    }

    private static Map<String, byte[]> entries(byte[] zip) throws Exception {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(Map<String, byte[]> entries) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }

    /** The archive with one entry changed and its manifest made to fit, as a careful forger would. */
    private static byte[] forged(byte[] zip, String name, String content) throws Exception {
        Map<String, byte[]> entries = entries(zip);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entries.put(name, bytes);
        ObjectNode manifest = (ObjectNode) Json.mapper().readTree(entries.get("manifest.json"));
        ArrayNode files = (ArrayNode) manifest.path("files");
        boolean known = false;
        for (JsonNode file : files) {
            if (file.path("path").asText().equals(name)) {
                known = true;
                ((ObjectNode) file).put("bytes", bytes.length).put("sha256", sha256(bytes));
            }
        }
        if (!known) {
            files.addObject().put("path", name).put("bytes", bytes.length).put("sha256", sha256(bytes));
        }
        entries.put("manifest.json", Json.mapper().writeValueAsBytes(manifest));
        return zip(entries);
    }

    private static TestTenant filled(URI base) throws Exception {
        TestTenant tenant = TestTenant.create();
        ContractPath path = new ContractPath(tenant, base);
        path.active("1234.50");
        path.submitted("10.00");
        path.draft("0.01");
        path.as("sales").post("/contracts", Map.of(), null); // A refused attempt belongs to the log.
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.tenant().schemaName());
            statement.execute("insert into customer (id, version, name, phone, created_at, updated_at) values"
                    + " (gen_random_uuid(), 1, E'换行\\n\"引号\\\\ 😀', '', now(), '1999-12-31 23:59:59.000001+00')");
            statement.execute("insert into crm_connection (id, provider, name, state, accounts_url, api_url, client_id,"
                    + " client_secret_sealed, refresh_token_sealed, created_at) values (gen_random_uuid(), 'zoho', 'Z',"
                    + " 'ACTIVE', 'https://a', 'https://b', 'c', 'v1:TOPSECRET', 'v1:TOPSECRET', now())");
        }
        return tenant;
    }

    @Test
    void everythingGoesAlongAndComesBackEqual() throws Exception {
        TestTenant from = filled(base());
        byte[] first = export(from);
        Map<String, byte[]> out = entries(first);
        assertThat(out.keySet()).contains("schema.sql", "README.txt", "manifest.json", "data/contract.jsonl");
        assertThat(text(out, "schema.sql"))
                .contains("create table contract (")
                .doesNotContain(from.tenant().schemaName());
        assertThat(text(out, "data/contract.jsonl")).contains("\"amount\":\"1234.5000\"");
        assertThat(out.keySet().stream().filter(name -> name.startsWith("files/")))
                .hasSize(1);
        assertThat(out.get("files/" + sha256(ContractPath.SCAN))).isEqualTo(ContractPath.SCAN);
        for (byte[] content : out.values()) {
            assertThat(new String(content, StandardCharsets.UTF_8)).doesNotContain("TOPSECRET");
        }
        assertThat(text(out, "manifest.json")).contains("crm_connection.refresh_token_sealed");

        TestTenant to = TestTenant.create();
        ApiClient.Answer answer = importInto(to, first).expect(200);
        assertThat(answer.body().path("rows").asLong()).isGreaterThan(50);
        Map<String, byte[]> again = entries(export(to));
        assertThat(again.keySet()).isEqualTo(out.keySet());
        for (String name : out.keySet()) {
            if (!GROWING.contains(name)) {
                assertThat(text(again, name)).as(name).isEqualTo(text(out, name));
            }
        }
        assertThat(text(again, "data/audit_event.jsonl")).startsWith(text(out, "data/audit_event.jsonl"));
        assertThat(text(again, "data/audit_event.jsonl")).contains("tenant.imported");
        assertThat(to.as(base(), "auditor")
                        .get("/audit-chain")
                        .expect(200)
                        .body()
                        .path("valid")
                        .asBoolean())
                .isTrue();
        // And it can be worked with.
        new ContractPath(to, base()).submitted("99.00");
        assertThat(importInto(to, first).expect(409).code()).isEqualTo("IMPORT_TENANT_NOT_EMPTY");
        assertThat(from.as(base(), "sales").post("/exports", null, null).status())
                .isEqualTo(403);
        System.out.println("EXPORT " + out.size() + " entries, " + first.length + " bytes");
        checkOffline(first);
    }

    private static void checkOffline(byte[] good) throws Exception {
        assertThat(verify(good)).startsWith("0 ").contains("the chain is whole");
        assertThat(verify(tampered(good))).startsWith("1 ").contains("the chain breaks at event 2");
        Map<String, byte[]> entries = entries(good);
        entries.put("README.txt", new byte[] {1});
        assertThat(verify(zip(entries))).startsWith("1 ").contains("README.txt");
    }

    private static String verify(byte[] zip) throws Exception {
        Path file = Files.createTempFile("export", ".zip");
        Files.write(file, zip);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Path.of(System.getProperty("crm.dist"), "crm-contracts.jar")
                                .toString(),
                        "verify-export",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(60, TimeUnit.SECONDS);
        return process.exitValue() + " " + said;
    }

    private static byte[] tampered(byte[] good) throws Exception {
        String[] events = text(entries(good), "data/audit_event.jsonl").split("\n");
        events[1] = events[1].replace("\"outcome\":\"DONE\"", "\"outcome\":\"REFUSED\"");
        return forged(good, "data/audit_event.jsonl", String.join("\n", events) + "\n");
    }

    @Test
    void badArchivesChangeNothing() throws Exception {
        byte[] good = export(filled(base()));
        TestTenant to = TestTenant.create();
        Map<String, byte[]> bad = new TreeMap<>();
        bad.put("IMPORT_NOT_AN_EXPORT truncated", Arrays.copyOf(good, good.length - 100));
        bad.put("IMPORT_NOT_AN_EXPORT text", "{}".getBytes(StandardCharsets.UTF_8));
        bad.put("IMPORT_NOT_AN_EXPORT empty", new byte[0]);
        bad.put("IMPORT_ENTRY_REFUSED traversal", forged(good, "../../etc/passwd", "x"));
        bad.put("IMPORT_ENTRY_REFUSED traversal within", forged(good, "data/../x.jsonl", "x"));
        bad.put("IMPORT_ENTRY_REFUSED absolute", forged(good, "/data/contract.jsonl", "x"));
        bad.put("IMPORT_TABLE_UNKNOWN", forged(good, "data/pg_class.jsonl", "{}\n"));
        bad.put("IMPORT_TABLE_UNKNOWN omitted", forged(good, "data/idempotency_key.jsonl", "{}\n"));
        bad.put("IMPORT_CHAIN_BROKEN", tampered(good));
        String contracts = text(entries(good), "data/contract.jsonl");
        bad.put(
                "IMPORT_ROW_REFUSED column",
                forged(good, "data/contract.jsonl", contracts.replace("{", "{\"nil\":1,")));
        bad.put("IMPORT_ROW_REFUSED json", forged(good, "data/contract.jsonl", contracts + "{"));
        bad.put(
                "IMPORT_ROW_REFUSED value",
                forged(good, "data/contract.jsonl", contracts.replace("\"amount\":\"", "\"amount\":\"-")));
        bad.put("IMPORT_ROW_REFUSED twice", forged(good, "data/contract.jsonl", contracts + contracts));
        bad.put("IMPORT_ROW_REFUSED reference", forged(good, "data/contract.jsonl", ""));
        Map<String, byte[]> sum = entries(good);
        sum.put("data/contract.jsonl", (contracts + " ").getBytes(StandardCharsets.UTF_8));
        bad.put("IMPORT_CHECKSUM_WRONG", zip(sum));
        Map<String, byte[]> extra = entries(good);
        extra.put("data/zzz.jsonl", new byte[0]);
        bad.put("IMPORT_ENTRY_REFUSED not listed", zip(extra));
        bad.put("IMPORT_TOO_NEW", newer(good));
        bad.put("IMPORT_ENTRY_REFUSED claimed", claiming(good, Integer.MAX_VALUE));
        bad.put("IMPORT_ENTRY_REFUSED bomb", forged(good, "data/contract.jsonl", " ".repeat(40 << 20)));
        String before = rows(to);
        for (Map.Entry<String, byte[]> one : bad.entrySet()) {
            ApiClient.Answer answer = importInto(to, one.getValue());
            assertThat(answer.code())
                    .as(one.getKey() + ": " + answer.text())
                    .isEqualTo(one.getKey().split(" ")[0]);
            assertThat(answer.body().path("detail").asText()).endsWith(".").doesNotContain("{");
            assertThat(rows(to)).as(one.getKey()).isEqualTo(before);
        }
        // Refused attempts are in the log and keep no import from it.
        importInto(to, good).expect(200);
        assertThat(rows(to)).isNotEqualTo(before);
    }

    private static byte[] newer(byte[] good) throws Exception {
        Map<String, byte[]> entries = entries(good);
        ObjectNode manifest = (ObjectNode) Json.mapper().readTree(entries.get("manifest.json"));
        ((ArrayNode) manifest.path("scripts")).add("209901010000");
        entries.put("manifest.json", Json.mapper().writeValueAsBytes(manifest));
        return zip(entries);
    }

    /** Writes another size into the central directory's first entry. */
    private static byte[] claiming(byte[] good, int size) {
        byte[] zip = good.clone();
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                for (int b = 0; b < 4; b++) {
                    zip[i + 24 + b] = (byte) (size >>> 8 * b);
                }
                return zip;
            }
        }
        throw new AssertionError("no central directory");
    }

    private static String rows(TestTenant tenant) throws Exception {
        try (Connection connection = TestPlatform.admin().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.tenant().schemaName());
            try (ResultSet row = statement.executeQuery("select (select count(*) from contract) || ' '"
                    + " || (select count(*) from customer) || ' ' || (select count(*) from document_content) || ' '"
                    + " || (select count(*) from template) || ' ' || (select count(*) from number_counter)")) {
                row.next();
                return row.getString(1);
            }
        }
    }

    @Test
    void exportsAreListedAndDeleted() throws Exception {
        TestTenant tenant = TestTenant.create();
        export(tenant);
        ApiClient admin = tenant.as(base(), "admin");
        String id = admin.get("/exports")
                .expect(200)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asText();
        admin.delete("/exports/" + id, null).expect(204);
        assertThat(admin.get("/exports/" + id + "/content").status()).isEqualTo(404);
        assertThat(admin.delete("/exports/" + id, null).status()).isEqualTo(404);
        assertThat(tenant.as(base(), "auditor")
                        .get("/audit-chain")
                        .expect(200)
                        .body()
                        .path("events")
                        .asInt())
                .isGreaterThanOrEqualTo(3);
    }
}
