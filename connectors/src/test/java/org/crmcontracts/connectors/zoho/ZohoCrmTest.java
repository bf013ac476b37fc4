package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteField.Type;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZohoCrmTest {
    private static final Set<String> ACCOUNT = Set.of(
            "Account_Name", "Unified_Credit_Code", "Phone", "Website", "Industry", "Billing.address", "Owner.name");
    private static final Set<String> CONTACT = Set.of("Account_Name", "Person.name", "Email", "Phone", "Title");
    private static final int TLS_HANDSHAKE = 0x16;
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(5), Duration.ofSeconds(3), 5, Duration.ofMillis(5), Duration.ofMillis(20));

    private final ZohoSimulator simulator = new ZohoSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final MemoryHouse house = new MemoryHouse();
    private CrmAccess access;
    private Crm crm;

    @BeforeEach
    void start() {
        access = access("http://127.0.0.1:" + simulator.start(0), ZohoSimulator.REFRESH_TOKEN);
        crm = factory("127.0.0.1").connect(access, house);
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
        ZohoDescription.check(simulator);
    }

    @Test
    void readsMoreThanTwoThousandRecordsByPageToken() {
        for (int i = 0; i < 2_450; i++) {
            simulator.put("Accounts", Map.of("Account_Name", "Company " + i));
        }

        List<RemoteRecord> records = all(RemoteKind.ACCOUNT, null);

        assertThat(records).hasSize(2_450).allMatch(record -> record.problem() == null);
        assertThat(new HashSet<>(records.stream().map(RemoteRecord::externalId).toList()))
                .hasSize(2_450);
    }

    @Test
    void speaksOfAChineseCompanyInZohosNames() {
        simulator.seedChinese();

        RemoteRecord account = all(RemoteKind.ACCOUNT, null).get(0);
        assertThat(account.fields()).containsOnlyKeys(ACCOUNT).containsEntry("Billing.address", "中国北京市海淀区知春路8号 100080");
        assertThat(account.fields().get("Unified_Credit_Code")).matches("91110108[0-9X]{9}[0-9A-Z]");

        List<RemoteRecord> contacts = all(RemoteKind.CONTACT, null);
        assertThat(contacts).hasSizeBetween(40, 120).allMatch(contact -> contact.problem() == null);
        assertThat(contacts.get(0).fields())
                .containsOnlyKeys(CONTACT)
                .containsEntry("Person.name", "王伟")
                .containsEntry("Account_Name", account.externalId());
    }

    @Test
    void leavesFieldsWithoutValueOut() {
        simulator.put("Accounts", Map.of("Account_Name", "Only a name", "Owner", Map.of("id", "1")));

        assertThat(all(RemoteKind.ACCOUNT, null).get(0).fields()).isEqualTo(Map.of("Account_Name", "Only a name"));
    }

    @Test
    void readsOnlyWhatHasChangedAtOrAfterTheTime() {
        simulator.put("Accounts", Map.of("Account_Name", "Old", "Modified_Time", "2026-01-01T08:00:00+08:00"));
        simulator.put("Accounts", Map.of("Account_Name", "New", "Modified_Time", "2026-01-02T08:00:00+08:00"));

        List<RemoteRecord> records = all(RemoteKind.ACCOUNT, Instant.parse("2026-01-02T00:00:00Z"));

        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.fields()).containsEntry("Account_Name", "New");
            assertThat(record.modifiedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        });
    }

    @Test
    void answersAnEmptyPageForNothing() {
        assertThat(pull(null, null)).isEqualTo(new RemotePage(List.of(), null, 0L));
        assertThat(pull(Instant.now(), null)).isEqualTo(new RemotePage(List.of(), null, null));
        assertThat(crm.deletions(RemoteKind.CONTACT, null)).isEmpty();
        assertThat(statuses()).containsExactly(200, 204, 304, 204);
    }

    @Test
    void logsInAgainOnceWhenTheTokenIsNoLongerValid() {
        simulator.seedEnglish();
        pull(null, null);
        simulator.expireTokens();

        assertThat(pull(Instant.EPOCH, null).records()).hasSize(40);
        assertThat(statuses()).containsExactly(200, 200, 401, 200, 200);
    }

    @Test
    void keepsItsTokenForTheNextConnectionToTheSame() {
        pull(null, null);
        pull(null, null);

        assertThat(simulator.exchanges())
                .filteredOn(e -> e.path().contains("oauth"))
                .hasSize(1);
    }

    @Test
    void needsToReconnectWhenTheRefreshTokenIsRefused() {
        CrmAccess revoked = access(access.apiUrl().toString(), "revoked");

        assertRefused(factory("127.0.0.1").connect(revoked, house), Reason.NEEDS_RECONNECT, "invalid_code");
    }

    @Test
    void needsToReconnectWhenItMayNotRead() {
        simulator.fault(1, ZohoSimulatorFault.noPermission());

        assertRefused(crm, Reason.NEEDS_RECONNECT, "NO_PERMISSION");
    }

    @Test
    void waitsAMinuteAfterTooManyRequestsAndAsLongAsAHeaderSays() {
        simulator.fault(1, ZohoSimulatorFault.tooManyRequests());
        assertRefused(crm, Reason.THROTTLED, "TOO_MANY_REQUESTS");
        simulator.fault(1, ZohoSimulatorFault.tooManyRequests(Duration.ofSeconds(90)));
        assertRefused(crm, Reason.THROTTLED, "TOO_MANY_REQUESTS");

        assertThat(house.pauses()).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(90));
        assertThat(statuses()).containsExactly(200, 429, 429);
    }

    @Test
    void givesUpAfterFiveRepeats() {
        simulator.fault(20, ZohoSimulatorFault.serverError());

        assertRefused(crm, Reason.RETRY_LATER, "INTERNAL_ERROR");
        assertThat(statuses()).hasSize(7);
    }

    @Test
    void repeatsAfterServerErrorsAndLostConnections() {
        simulator.seedEnglish();
        simulator.fault(1, ZohoSimulatorFault.serverError());
        simulator.fault(1, ZohoSimulatorFault.html(503));
        simulator.fault(1, ZohoSimulatorFault.drop());
        simulator.fault(1, ZohoSimulatorFault.cut());
        simulator.fault(1, ZohoSimulatorFault.delay(Duration.ofSeconds(9)));

        assertThat(pull(null, null).records()).hasSize(40);
    }

    @Test
    void givesUpWhenConnectionsGetLostAgainAndAgain() {
        simulator.fault(20, ZohoSimulatorFault.drop());

        assertRefused(crm, Reason.RETRY_LATER, null);
        assertThat(statuses()).hasSize(7);
    }

    @Test
    void mayBeRetriedLaterWhenNobodyAnswers() {
        simulator.stop();

        assertRefused(crm, Reason.RETRY_LATER, null);
    }

    @Test
    void refusesHtmlWhereDataShouldBe() {
        simulator.fault(1, ZohoSimulatorFault.html(200));

        assertRefused(crm, Reason.BAD_ANSWER, null);
    }

    @Test
    void goesOnAfterARecordItCannotRead() {
        simulator.seedEnglish();
        simulator.fault(1, ZohoSimulatorFault.garbledRecord());

        List<RemoteRecord> records = pull(null, null).records();

        assertThat(records).hasSize(40);
        assertThat(records)
                .filteredOn(record -> record.problem() != null)
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.problem()).isEqualTo("NOT_TEXT: Phone");
                    assertThat(record.externalId()).isNotEmpty();
                });
    }

    @Test
    void tellsThatAPageTokenHasExpired() {
        for (int i = 0; i < 201; i++) {
            simulator.put("Accounts", Map.of("Account_Name", "Company " + i));
        }
        String next = pull(null, null).nextPageToken();
        simulator.expirePageTokens();

        assertThatThrownBy(() -> pull(null, next))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.PAGE_TOKEN_EXPIRED));
        assertThatThrownBy(() -> pull(Instant.EPOCH.plusSeconds(5), next))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.vendorCode())
                        .isEqualTo("TOKEN_BOUND_DATA_MISMATCH"));
    }

    @Test
    void readsAllPagesOfDeletions() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            ids.add(simulator.put("Contacts", Map.of("Last_Name", "Person " + i)));
        }
        Instant before = Instant.now();
        ids.forEach(id -> simulator.delete("Contacts", id));

        assertThat(crm.deletions(RemoteKind.CONTACT, before))
                .extracting(RemoteDeletion::externalId)
                .containsExactlyElementsOf(ids);
        assertThat(crm.deletions(RemoteKind.CONTACT, Instant.now().plusSeconds(60)))
                .isEmpty();
    }

    /** On a server's own threads the context class loader is not the application's. */
    @Test
    void startsOnAThreadWithAForeignClassLoader() throws InterruptedException {
        simulator.seedEnglish();
        List<RemoteRecord> records = new ArrayList<>();
        Thread thread = new Thread(() -> records.addAll(pull(null, null).records()));
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        thread.start();
        thread.join();

        assertThat(records).hasSize(40);
    }

    @Test
    void speaksTlsToAnHttpsAddress() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AtomicInteger firstByte = new AtomicInteger();
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    firstByte.set(socket.getInputStream().read());
                } catch (IOException e) {
                    firstByte.set(-1);
                }
            });
            thread.start();
            CrmAccess secure = access("https://127.0.0.1:" + server.getLocalPort(), "any");

            assertRefused(factory("127.0.0.1").connect(secure, house), Reason.RETRY_LATER, null);
            thread.join();
            assertThat(firstByte).hasValue(TLS_HANDSHAKE);
        }
    }

    @Test
    void callsNoHostOutsideTheAllowList() {
        assertThatThrownBy(() -> factory("10.0.0.1").connect(access, house))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.HOST_NOT_ALLOWED));
        assertThat(simulator.exchanges()).isEmpty();
    }

    @Test
    void callsTheAddressThatTheGrantNamesAndNoOther() {
        pull(null, null);
        assertThat(house.grants()).singleElement().satisfies(grant -> {
            assertThat(grant.apiUrl()).isNull();
            assertThat(grant.life()).isEqualTo(Duration.ofHours(1));
        });

        simulator.apiDomain("https://www.zohoapis.evil.example");
        simulator.expireTokens();
        int before = simulator.exchanges().size();
        assertThatThrownBy(() -> pull(Instant.EPOCH, null))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                        .isEqualTo(Reason.HOST_NOT_ALLOWED));
        // The refused call and the grant.
        assertThat(simulator.exchanges()).hasSize(before + 2);
    }

    @Test
    void waitsTenMinutesWhenThereWereTooManyGrants() {
        simulator.refuseGrants(1, "Access Denied", "You have made too many requests continuously");

        assertThatThrownBy(() -> pull(null, null)).isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refusal.after()).isEqualTo(Duration.ofMinutes(10));
        });
    }

    @Test
    void readsMoreThanFiftyFieldsInParts() {
        Set<String> fields = new HashSet<>(Set.of("Account_Name"));
        Map<String, Object> company = new HashMap<>(Map.of("Account_Name", "Wide"));
        for (int i = 0; i < 120; i++) {
            simulator.setField("Accounts", "Custom_" + i, "text", 50, false);
            fields.add("Custom_" + i);
            company.put("Custom_" + i, "value " + i);
        }
        for (int i = 0; i < 60; i++) {
            simulator.put("Accounts", company);
        }

        RemotePage page = crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null, fields));

        assertThat(page.records()).hasSize(60).allSatisfy(record -> {
            assertThat(record.problem()).isNull();
            assertThat(record.fields()).hasSize(121).containsEntry("Custom_119", "value 119");
        });
    }

    @Test
    void goesOnWithoutAFieldThatIsTakenAway() {
        simulator.seedEnglish();
        simulator.removeField("Accounts", "Industry");

        assertThat(all(RemoteKind.ACCOUNT, null))
                .hasSize(40)
                .allMatch(record -> record.problem() == null && !record.fields().containsKey("Industry"));
        assertThat(crm.describe(RemoteKind.ACCOUNT))
                .extracting(RemoteField::name)
                .doesNotContain("Industry");
    }

    @Test
    void describesTypesLengthsAndChoices() {
        Map<String, RemoteField> fields =
                crm.describe(RemoteKind.ACCOUNT).stream().collect(Collectors.toMap(RemoteField::name, field -> field));

        assertThat(fields.get("Account_Name"))
                .isEqualTo(new RemoteField("Account_Name", "Account Name", Type.TEXT, true, true, 200, Map.of()));
        assertThat(fields.get("Contract_Status").options())
                .isEqualTo(Map.of("DRAFT", "DRAFT", "ACTIVE", "ACTIVE", "ENDED", "ENDED"));
        assertThat(fields.get("Modified_Time").writable()).isFalse();
        assertThat(fields.get("Billing.address").writable()).isFalse();
        assertThat(List.of(
                        "Annual_Revenue", "Long_Number", "Is_Partner", "Founded", "Next_Review", "Segments", "Owner"))
                .extracting(name -> fields.get(name).type())
                .containsExactly(
                        Type.NUMBER, Type.NUMBER, Type.BOOLEAN, Type.DATE, Type.INSTANT, Type.CHOICES, Type.REFERENCE);
    }

    @Test
    void tellsHowManyRecordsAListingHasSoThatAHalfOneIsSeen() {
        for (int i = 0; i < 450; i++) {
            simulator.put("Accounts", Map.of("Account_Name", "Company " + i));
        }
        simulator.fault(1, ZohoSimulatorFault.of(ZohoSimulatorFault.Kind.HALF));

        RemotePage page = pull(null, null);

        assertThat(page.total()).isEqualTo(450);
        assertThat(page.records()).hasSize(100);
        assertThat(page.nextPageToken()).isNull();
    }

    private ZohoCrmFactory factory(String allowed) {
        return new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of(allowed), QUICK, ZohoBulk.Rules.USUAL);
    }

    private static CrmAccess access(String url, String refreshToken) {
        URI uri = URI.create(url);
        return new CrmAccess(
                UUID.randomUUID(),
                uri,
                uri,
                ZohoSimulator.CLIENT_ID,
                Secret.of(ZohoSimulator.CLIENT_SECRET),
                Secret.of(refreshToken),
                Map.of(),
                Secret.of(""));
    }

    private RemotePage pull(Instant since, String token) {
        return crm.pull(new PullRequest(RemoteKind.ACCOUNT, since, token, ACCOUNT));
    }

    private List<RemoteRecord> all(RemoteKind kind, Instant since) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page =
                    crm.pull(new PullRequest(kind, since, token, kind == RemoteKind.ACCOUNT ? ACCOUNT : CONTACT));
            records.addAll(page.records());
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }

    /** Of grants and of calls about records. */
    private List<Integer> statuses() {
        return simulator.exchanges().stream()
                .filter(exchange -> !exchange.path().contains("/settings/")
                        && !exchange.path().endsWith("/count"))
                .map(ZohoSimulator.Exchange::status)
                .toList();
    }

    private static void assertRefused(Crm crm, Reason reason, String vendorCode) {
        assertThatThrownBy(() -> crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null, ACCOUNT)))
                .isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    assertThat(refusal.vendorCode()).isEqualTo(vendorCode);
                });
    }
}
