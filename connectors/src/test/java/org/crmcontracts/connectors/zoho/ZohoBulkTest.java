package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZohoBulkTest {
    private static final Set<String> ACCOUNT = Set.of(
            "Account_Name",
            "Unified_Credit_Code",
            "Phone",
            "Website",
            "Industry",
            "Billing.address",
            "Owner.name",
            "Segments",
            "Annual_Revenue",
            "Next_Review",
            "Description");
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 5, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final ZohoBulk.Rules SMALL = new ZohoBulk.Rules(100, 30, Duration.ofMillis(1), 10);

    private final ZohoSimulator simulator = new ZohoSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final MemoryHouse house = new MemoryHouse();
    private CrmAccess access;

    @BeforeEach
    void start() {
        URI url = URI.create("http://127.0.0.1:" + simulator.start(0));
        access = new CrmAccess(
                UUID.randomUUID(),
                url,
                url,
                ZohoSimulator.CLIENT_ID,
                Secret.of(ZohoSimulator.CLIENT_SECRET),
                Secret.of(ZohoSimulator.REFRESH_TOKEN),
                Map.of(),
                Secret.of(""));
        simulator.seedChinese();
        simulator.seedEnglish();
        for (int i = 0; i < 60; i++) {
            simulator.put(
                    "Accounts",
                    Map.of(
                            "Account_Name",
                            "Quoted \"" + i + "\", Ltd",
                            "Description",
                            "first line\nsecond, \"line\"",
                            "Segments",
                            List.of("C", "A"),
                            "Annual_Revenue",
                            new java.math.BigDecimal("12345678901234567890.12"),
                            "Next_Review",
                            "2026-12-01T14:30:00+08:00"));
        }
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
        ZohoDescription.check(simulator);
    }

    private Crm connected(ZohoBulk.Rules rules) {
        return new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), QUICK, rules)
                .connect(access, house);
    }

    @Test
    void readsByAJobWhatAListingWouldShow() {
        List<RemoteRecord> listed = all(connected(ZohoBulk.Rules.USUAL), ACCOUNT);
        assertThat(simulator.exchanges()).noneMatch(exchange -> exchange.path().contains("bulk"));

        List<RemoteRecord> read = all(connected(SMALL), ACCOUNT);

        assertThat(read).hasSize(140).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(house.costs()).contains(50);
        assertThat(simulator.exchanges())
                .filteredOn(exchange -> exchange.path().endsWith("/result"))
                .hasSize(1);
    }

    @Test
    void goesOnWithTheNextJobWhereOneIsFull() {
        simulator.jobs().rowsOfAJob(50);

        List<RemoteRecord> read = all(connected(SMALL), Set.of("Account_Name"));

        assertThat(new HashSet<>(read)).hasSize(140);
        assertThat(simulator.exchanges())
                .filteredOn(exchange ->
                        exchange.method().equals("POST") && exchange.path().contains("bulk"))
                .hasSize(3);
    }

    @Test
    void anotherNodeGoesOnFromThePageToken() {
        List<RemoteRecord> read = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String token = null;
        do {
            // A new connection for each page has nothing but the token.
            RemotePage page = connected(SMALL).pull(new PullRequest(RemoteKind.ACCOUNT, null, token, ACCOUNT));
            read.addAll(page.records());
            assertThat(page.total()).isEqualTo(140);
            token = page.nextPageToken();
            assertThat(token == null || tokens.add(token))
                    .as("a token comes once")
                    .isTrue();
        } while (token != null);

        assertThat(read.stream().map(RemoteRecord::externalId).distinct()).hasSize(140);
        assertThat(read).hasSize(140);
    }

    @Test
    void readsPersonsNamesAsAListingDoes() {
        Set<String> fields = Set.of("Person.name", "Account_Name", "Email");
        List<RemoteRecord> listed = all(connected(ZohoBulk.Rules.USUAL), RemoteKind.CONTACT, fields);
        ZohoBulk.Rules always = new ZohoBulk.Rules(1, 1_000, Duration.ofMillis(1), 10);

        assertThat(all(connected(always), RemoteKind.CONTACT, fields)).containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void beginsAgainWhenTheJobHasFailedOrIsForgotten() {
        Crm crm = connected(SMALL);
        RemotePage first = crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null, ACCOUNT));
        assertThat(first.records()).isEmpty();
        PullRequest second = new PullRequest(RemoteKind.ACCOUNT, null, first.nextPageToken(), ACCOUNT);

        simulator.jobs().fail();
        assertExpired(crm, second);
        simulator.jobs().forget();
        assertExpired(crm, second);
    }

    @Test
    void listsWhatHasChangedHoweverMuchThatIs() {
        all(connected(SMALL), RemoteKind.ACCOUNT, ACCOUNT, Instant.EPOCH);

        assertThat(simulator.exchanges()).noneMatch(exchange -> exchange.path().contains("bulk"));
    }

    private static void assertExpired(Crm crm, PullRequest request) {
        assertThatThrownBy(() -> crm.pull(request))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(CrmRefusal.Reason.PAGE_TOKEN_EXPIRED));
    }

    private static List<RemoteRecord> all(Crm crm, Set<String> fields) {
        return all(crm, RemoteKind.ACCOUNT, fields);
    }

    private static List<RemoteRecord> all(Crm crm, RemoteKind kind, Set<String> fields) {
        return all(crm, kind, fields, null);
    }

    private static List<RemoteRecord> all(Crm crm, RemoteKind kind, Set<String> fields, Instant since) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page = crm.pull(new PullRequest(kind, since, token, fields));
            records.addAll(page.records());
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }
}
