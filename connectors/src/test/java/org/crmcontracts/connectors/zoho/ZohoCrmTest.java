package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector and the simulator over real HTTP, through Camel, in a plain JVM. */
class ZohoCrmTest {
    private final ZohoSimulator zoho = new ZohoSimulator();
    private final CamelRuntime camel = new CamelRuntime(5);
    private final ZohoCrmFactory factory = new ZohoCrmFactory(camel, Clock.systemUTC(), Optional.of("localhost"));
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = zoho.start(0);
    }

    @AfterEach
    void stop() {
        camel.stop();
        zoho.stop();
    }

    private CrmAccess access(String refreshToken) {
        URI uri = URI.create("http://localhost:" + port);
        return new CrmAccess(UUID.randomUUID(), uri, uri, "demo-client", "demo-secret", refreshToken);
    }

    private Crm crm() {
        return factory.connect(access("demo-refresh"));
    }

    private static List<RemoteRecord> all(Crm crm, RemoteKind kind, Instant since) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page = crm.pull(new PullRequest(kind, since, token));
            records.addAll(page.records());
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }

    @Test
    void readsPastTheTwoThousandRowsThatPagesAllow() {
        for (int i = 0; i < 2_450; i++) {
            zoho.put("Accounts", Map.of("Account_Name", "Customer " + i));
        }
        List<RemoteRecord> records = all(crm(), RemoteKind.ACCOUNT, null);
        assertThat(records).hasSize(2_450);
        assertThat(new HashSet<>(records.stream().map(RemoteRecord::externalId).toList()))
                .hasSize(2_450);
        assertThat(zoho.logins()).isEqualTo(1);
    }

    @Test
    void mapsAccountsAndContactsToOurWords() {
        zoho.seedChinese();
        List<RemoteRecord> accounts = all(crm(), RemoteKind.ACCOUNT, null);
        assertThat(accounts).hasSize(40);
        assertThat(accounts.get(0).fields())
                .containsKeys("name", "registrationNumber", "address", "ownerName", "phone");
        List<RemoteRecord> contacts = all(crm(), RemoteKind.CONTACT, null);
        assertThat(contacts).isNotEmpty().allMatch(c -> c.fields().containsKey("accountExternalId"));
    }

    @Test
    void nothingNewIsAnEmptyPage() {
        zoho.put("Accounts", Map.of("Account_Name", "Old"));
        assertThat(all(crm(), RemoteKind.ACCOUNT, Instant.now().plusSeconds(3600)))
                .isEmpty();
        assertThat(all(crm(), RemoteKind.CONTACT, null)).isEmpty();
    }

    @Test
    void logsInOnceMoreWhenTheTokenIsRefused() {
        zoho.put("Accounts", Map.of("Account_Name", "One"));
        Crm crm = crm();
        all(crm, RemoteKind.ACCOUNT, null);
        zoho.expireTokens();
        assertThat(all(crm, RemoteKind.ACCOUNT, null)).hasSize(1);
        assertThat(zoho.logins()).isEqualTo(2);
    }

    @Test
    void aRevokedGrantAsksForAReconnect() {
        Crm crm = factory.connect(access("revoked"));
        assertThatThrownBy(() -> all(crm, RemoteKind.ACCOUNT, null))
                .isInstanceOfSatisfying(
                        CrmRefusal.class, e -> assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.NEEDS_RECONNECT));
    }

    @Test
    void readsAreTriedAgainAfterThrottlingErrorsAndDroppedConnections() {
        zoho.put("Accounts", Map.of("Account_Name", "One"));
        Crm crm = crm();
        for (ZohoSimulator.Fault fault : List.of(
                ZohoSimulator.Fault.THROTTLED, ZohoSimulator.Fault.INTERNAL_ERROR, ZohoSimulator.Fault.DROPPED)) {
            zoho.fault(fault, 2);
            assertThat(all(crm, RemoteKind.ACCOUNT, null)).as(fault.name()).hasSize(1);
        }
    }

    @Test
    void lastingThrottlingIsReportedAsSuch() {
        zoho.fault(ZohoSimulator.Fault.THROTTLED, 20);
        Crm crm = crm();
        assertThatThrownBy(() -> all(crm, RemoteKind.ACCOUNT, null))
                .isInstanceOfSatisfying(
                        CrmRefusal.class, e -> assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.THROTTLED));
    }

    @Test
    void aLoginPageWithStatus200IsNoSuccess() {
        zoho.fault(ZohoSimulator.Fault.HTML, 1);
        Crm crm = crm();
        assertThatThrownBy(() -> all(crm, RemoteKind.ACCOUNT, null))
                .isInstanceOfSatisfying(
                        CrmRefusal.class, e -> assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.BAD_ANSWER));
    }

    @Test
    void anExpiredPageTokenIsNamed() {
        for (int i = 0; i < 300; i++) {
            zoho.put("Accounts", Map.of("Account_Name", "Customer " + i));
        }
        Crm crm = crm();
        RemotePage first = crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null));
        zoho.expirePageTokens();
        assertThatThrownBy(() -> crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, first.nextPageToken())))
                .isInstanceOfSatisfying(
                        CrmRefusal.class, e -> assertThat(e.reason()).isEqualTo(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED));
    }

    @Test
    void deletionsAreListed() {
        String id = zoho.put("Accounts", Map.of("Account_Name", "Gone"));
        zoho.delete("Accounts", id);
        assertThat(crm().deletions(RemoteKind.ACCOUNT, null)).hasSize(1).allMatch(d -> d.externalId()
                .equals(id));
    }

    @Test
    void foreignHostsAreRefused() {
        ZohoCrmFactory strict = new ZohoCrmFactory(camel, Clock.systemUTC(), Optional.empty());
        for (String bad : List.of(
                "http://www.zohoapis.com",
                "https://www.zohoapis.com.evil.example",
                "https://localhost",
                "https://169.254.169.254",
                "https://www.zohoapis.com:8443",
                "https://a@www.zohoapis.com",
                "https://www.zohoapis.com/x",
                "file:///etc/passwd",
                "https://[::ffff:127.0.0.1]")) {
            CrmAccess access = new CrmAccess(
                    UUID.randomUUID(), URI.create("https://accounts.zoho.com"), URI.create(bad), "a", "b", "c");
            assertThatThrownBy(() -> strict.check(access)).as(bad).isInstanceOf(CrmRefusal.class);
        }
        strict.check(new CrmAccess(
                UUID.randomUUID(),
                URI.create("https://accounts.zoho.com.cn"),
                URI.create("https://www.zohoapis.com.cn"),
                "a",
                "b",
                "c"));
    }
}
