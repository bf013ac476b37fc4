package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit log from outside: downloaded, checked offline, sealed by checkpoints, and with its persons erased. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class AuditServerIT {
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
    void aLogThatWasMadeAnewIsFoundOfflineByTheMailedCheckpoint() throws Exception {
        TestTenant tenant = TestTenant.create();
        ContractPath path = new ContractPath(tenant, base());
        String address = "auditor-" + tenant.tenant().key() + "@outside.example";
        ApiClient admin = tenant.as(base(), "admin");
        ApiClient.Answer before = admin.get("/audit-recipients").expect(200);
        assertThat(before.body().path("mailSetUp").asBoolean()).isTrue();
        admin.send("PUT", "/audit-recipients", Map.of("addresses", List.of(address)), Map.of("If-Match", "\"1\""))
                .expect(200);
        assertThat(admin.send("PUT", "/audit-recipients", Map.of("addresses", List.of()), Map.of("If-Match", "\"1\""))
                        .expect(412)
                        .code())
                .isEqualTo("STALE_VERSION");
        path.submitted("10.00");
        JsonNode made =
                admin.post("/audit-checkpoints", Map.of(), null).expect(201).body();
        assertThat(admin.post("/audit-checkpoints", Map.of(), null)
                        .expect(201)
                        .body()
                        .path("id"))
                .isEqualTo(made.path("id"));
        assertThat(admin.get("/audit-checkpoints").expect(200).body().path("items"))
                .hasSize(1);
        Path mailed = mailed(address);
        Path key = Files.writeString(
                Files.createTempFile("keys", ".json"),
                admin.get("/audit-keys").expect(200).body().toString());

        Path good = download(tenant);
        assertThat(verify(0, good.toString(), "--checkpoint", mailed.toString(), "--key", key.toString()))
                .contains("GOOD")
                .contains("Records 1 to " + made.path("seq").asLong());
        assertThat(verify(0, good.toString())).contains("no checkpoint held outside was given");

        // Who owns the database starts the log anew.
        run(
                "delete from audit_event",
                "update audit_head set seq = 0, hash = repeat('0', 64)",
                "delete from audit_checkpoint",
                tenant);
        path.submitted("99.00");
        for (int i = 0; i < made.path("seq").asInt(); i++) {
            admin.post("/isolation-checks", Map.of(), null).expect(200);
        }
        Path forged = download(tenant);
        assertThat(verify(0, forged.toString())).contains("GOOD");
        assertThat(verify(1, forged.toString(), "--checkpoint", mailed.toString()))
                .contains("First bad record: 1");
        assertThat(verify(2, "/no/such/file")).contains("Cannot be read");
        assertThat(verify(2)).contains("Usage");
    }

    @Test
    void anErasedPersonIsGoneAndTheChainStaysValid() throws Exception {
        TestTenant tenant = TestTenant.create();
        ContractPath path = new ContractPath(tenant, base());
        JsonNode contract = path.submitted("10.00");
        ApiClient admin = tenant.as(base(), "admin");
        admin.send("DELETE", "/audit-people/nobody", null, Map.of()).expect(404);
        String timeline = "/contracts/" + contract.path("id").asText() + "/timeline";
        assertThat(tenant.as(base(), "auditor").get(timeline).expect(200).body().toString())
                .contains("User sales");
        admin.send("DELETE", "/audit-people/sales", null, Map.of()).expect(204);
        admin.send("DELETE", "/audit-people/sales", null, Map.of()).expect(404);
        assertThat(tenant.as(base(), "auditor").get(timeline).expect(200).body().toString())
                .doesNotContain("User sales");
        assertThat(admin.get("/audit-chain").expect(200).body().path("valid").asBoolean())
                .isTrue();
        assertThat(Files.readString(download(tenant)))
                .doesNotContain("User sales")
                .contains("audit.person-erased");
        tenant.as(base(), "sales")
                .send("DELETE", "/audit-people/legal", null, Map.of())
                .expect(403);
        assertThat(Files.readString(download(tenant)))
                .contains("audit-people/…")
                .doesNotContain("people/legal");
    }

    @Test
    void theDailyJobMakesACheckpoint() throws Exception {
        TestTenant tenant = TestTenant.create();
        new ContractPath(tenant, base()).submitted("10.00");
        ApiClient admin = tenant.as(base(), "admin");
        admin.post("/audit-checkpoints", Map.of(), null).expect(201);
        run("update audit_event set action = 'forged' where seq = 1", "select 1", "select 1", tenant);
        JsonNode report = admin.get("/audit-chain").expect(200).body();
        assertThat(report.path("firstInvalid").asLong()).isEqualTo(1);
        assertThat(report.path("reason").asText()).isEqualTo("HASH");
    }

    private Path download(TestTenant tenant) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base().resolve("/api/v1/audit-log"))
                .header("Authorization", "Bearer " + tenant.token("auditor"))
                .build();
        HttpResponse<Path> answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofFile(Files.createTempFile("audit", ".jsonl")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        return answer.body();
    }

    /** The file of the mail that comes to the address. */
    private static Path mailed(String address) throws Exception {
        assertThat(TestPlatform.MAIL.waitForIncomingEmail(60_000, 1)).isTrue();
        var message = Arrays.stream(TestPlatform.MAIL.getReceivedMessagesForDomain(address))
                .findFirst()
                .orElseThrow();
        var parts = (jakarta.mail.internet.MimeMultipart) message.getContent();
        Path file = Files.createTempFile("checkpoint", ".json");
        Files.write(file, parts.getBodyPart(1).getInputStream().readAllBytes());
        return file;
    }

    private static String verify(int exitCode, String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("crm.dist"), "crm-contracts.jar").toString(),
                "verify-audit"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }

    private static void run(String first, String second, String third, TestTenant tenant) throws Exception {
        try (Connection connection = EmbeddedDatabase.admin("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = " + tenant.tenant().schemaName());
            for (String sql : List.of(first, second, third)) {
                statement.execute(sql);
            }
        }
    }
}
