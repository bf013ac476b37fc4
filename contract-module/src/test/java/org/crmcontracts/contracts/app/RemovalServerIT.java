package org.crmcontracts.contracts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crmcontracts.connectors.zoho.ZohoSimulator;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a CRM's channel when its connection is removed. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RemovalServerIT extends ConnectionRig {
    private int open() {
        return zoho.notices("Accounts", List.of("1"), "update").size();
    }

    private String opened() {
        String connection = connected();
        Awaiting.until("the channel is opened", () -> admin.get(connection + "/status")
                .expect(200)
                .body()
                .path("channel")
                .path("state")
                .asText()
                .equals("OPEN"));
        assertThat(open()).isEqualTo(1);
        return connection;
    }

    private ApiClient.Answer remove(String connection, String version, String name, String key) {
        return admin.send(
                "POST",
                connection + "/removals",
                Map.of("name", name),
                Map.of("If-Match", "\"" + version + "\"", "Idempotency-Key", key));
    }

    /** What the audit log says of the channel in each removal of the connection. */
    private List<String> told(String connection) {
        return tenant.as(base(), "auditor")
                .get("/audit-log")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.contains(connection.substring(connection.lastIndexOf('/') + 1)))
                .filter(line -> line.contains("connection.removed"))
                .map(line -> line.replaceAll(".*channel[\\\\\":]+([A-Z_]+).*", "$1"))
                .toList();
    }

    @Test
    void theChannelIsClosedWithTheConnectionAndNotBefore() throws Exception {
        String connection = opened();
        String version = version(admin.get(connection).expect(200));
        assertThat(remove(connection, version, "Another", key()).expect(422).code())
                .isEqualTo("NAME_DIFFERS");
        assertThat(remove(connection, "999", "Our Zoho", key()).expect(412).code())
                .isEqualTo("STALE_VERSION");
        assertThat(open()).as("what is refused closes nothing").isEqualTo(1);

        String key = key();
        remove(connection, version, "Our Zoho", key).expect(204);

        assertThat(open()).isZero();
        remove(connection, version, "Our Zoho", key).expect(204);
        assertThat(told(connection)).containsExactly("CLOSED");
        assertThat(admin.get(connection).expect(404).code()).isEqualTo("CONNECTION_NOT_FOUND");
    }

    @Test
    void aCrmThatDoesNotCloseItDoesNotKeepTheConnection() throws Exception {
        String connection = opened();
        String version = version(admin.get(connection).expect(200));
        zoho.stop();

        remove(connection, version, "Our Zoho", key()).expect(204);

        assertThat(open()).as("it ends by itself").isEqualTo(1);
        zoho = new ZohoSimulator();
        zoho.start(0);
        assertThat(told(connection)).containsExactly("LEFT_OPEN");
        assertThat(admin.get("/connections").expect(200).body().path("items")).isEmpty();
    }

    @Test
    void aConnectionWithoutAChannelIsRemovedWithoutAskingTheCrm() throws Exception {
        String connection = opened();
        admin.post(connection + "/pauses", Map.of("reason", "moving"), null).expect(204);
        Awaiting.until("the channel is closed", () -> open() == 0);
        remove(connection, version(admin.get(connection).expect(200)), "Our Zoho", key())
                .expect(204);
        assertThat(told(connection)).containsExactly("NONE");
    }
}
