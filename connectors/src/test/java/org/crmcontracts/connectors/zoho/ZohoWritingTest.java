package org.crmcontracts.connectors.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZohoWritingTest {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(5), Duration.ofSeconds(3), 5, Duration.ofMillis(5), Duration.ofMillis(20));

    private final ObjectMapper mapper = new ObjectMapper();
    private final ZohoSimulator simulator = new ZohoSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final MemoryHouse house = new MemoryHouse();
    private URI url;

    @BeforeEach
    void start() {
        url = URI.create("http://127.0.0.1:" + simulator.start(0));
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
        ZohoDescription.check(simulator);
    }

    private Crm connected(Map<String, String> options) {
        return new ZohoCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), QUICK, ZohoBulk.Rules.USUAL)
                .connect(
                        new CrmAccess(
                                UUID.randomUUID(),
                                url,
                                url,
                                ZohoSimulator.CLIENT_ID,
                                Secret.of(ZohoSimulator.CLIENT_SECRET),
                                Secret.of(ZohoSimulator.REFRESH_TOKEN),
                                options,
                                Secret.of("")),
                        house);
    }

    @Test
    void writesInBatchesOfAHundredAndTellsEachRecordsOutcome() {
        Crm crm = connected(Map.of());
        List<RemoteChange> changes = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            // Every tenth is too long for Zoho.
            changes.add(create("ref-" + i, Map.of("Account_Name", i % 10 == 3 ? "x".repeat(201) : "Company " + i)));
        }

        List<WriteOutcome> outcomes = crm.write(RemoteKind.ACCOUNT, changes);

        for (int i = 0; i < 250; i++) {
            if (i % 10 == 3) {
                assertThat(outcomes.get(i))
                        .isEqualTo(
                                new WriteOutcome.Refused("Account_Name", "INVALID_DATA", "refused by the simulator"));
            } else {
                String id = ((WriteOutcome.Written) outcomes.get(i)).externalId();
                assertThat(simulator.held("Accounts", id))
                        .containsEntry("Account_Name", "Company " + i)
                        .containsEntry("CRM_Contracts_Ref", "ref-" + i);
            }
        }
        assertThat(writes()).extracting(ZohoSimulator.Exchange::status).containsExactly(207, 207, 207);
        // One for the list of fields, then one for ten records each.
        assertThat(house.costs()).containsExactly(1, 10, 10, 5);
    }

    @Test
    void writesEachTypeAsZohoWantsItAndReadsItBack() {
        Crm crm = connected(Map.of());
        Map<String, String> values = Map.of(
                "Account_Name", "Typed",
                "Employees", "120",
                "Annual_Revenue", "1234567890123456.789012345",
                "Long_Number", "123456789012345678",
                "Is_Partner", "true",
                "Founded", "1998-07-21",
                "Next_Review", "2026-12-01T06:30:00Z",
                "Segments", "A;C",
                "Contract_Status", "ACTIVE");

        String id = ((WriteOutcome.Written) crm.write(RemoteKind.ACCOUNT, List.of(create("ref", values)))
                        .get(0))
                .externalId();

        assertThat(simulator.held("Accounts", id))
                .containsEntry("Annual_Revenue", new BigDecimal("1234567890123456.789012345"))
                .containsEntry("Is_Partner", true)
                .containsEntry("Segments", List.of("A", "C"));
        assertThat(crm.read(RemoteKind.ACCOUNT, Set.of(id), values.keySet())
                        .get(0)
                        .fields())
                .isEqualTo(values);
    }

    @Test
    void takesAWholeNameApartSoThatItIsReadTheSame() {
        Crm crm = connected(Map.of());
        List<String> names = List.of("Ada King Lovelace", "Cher", "王伟", "欧阳 娜娜", "Maria  de la Cruz");
        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.CONTACT,
                names.stream()
                        .map(name -> create(name, Map.of("Person.name", name)))
                        .toList());

        List<String> read = outcomes.stream()
                .map(outcome -> ((WriteOutcome.Written) outcome).externalId())
                .map(id -> crm.read(RemoteKind.CONTACT, Set.of(id), Set.of("Person.name"))
                        .get(0)
                        .fields()
                        .get("Person.name"))
                .toList();

        assertThat(read).containsExactly("Ada King Lovelace", "Cher", "王伟", "欧阳 娜娜", "Maria de la Cruz");
        String ada = ((WriteOutcome.Written) outcomes.get(0)).externalId();
        assertThat(simulator.held("Contacts", ada))
                .containsEntry("First_Name", "Ada King")
                .containsEntry("Last_Name", "Lovelace");
        assertThat(crm.write(RemoteKind.CONTACT, List.of(create("none", Map.of("Person.name", " ")))))
                .first()
                .isInstanceOf(WriteOutcome.Refused.class);
    }

    @Test
    void refusesWhatZohoWouldTakeWronglyWithoutAskingIt() {
        Crm crm = connected(Map.of());

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(
                        create("1", Map.of("Account_Name", "A", "Contract_Status", "UNHEARD_OF")),
                        create("2", Map.of("Account_Name", "B", "Founded", "yesterday")),
                        create("3", Map.of("Account_Name", "C", "Employees", "many")),
                        create("4", Map.of("Account_Name", "D", "Is_Partner", "yes")),
                        create("5", Map.of("Account_Name", "E", "Modified_Time", "2026-01-01T00:00:00Z")),
                        create("6", Map.of("Account_Name", "F", "Billing.address", "Somewhere")),
                        create("7", Map.of("Account_Name", "G", "Gone_Field", "x"))));

        assertThat(outcomes)
                .extracting(outcome ->
                        ((WriteOutcome.Refused) outcome).field() + " " + ((WriteOutcome.Refused) outcome).code())
                .containsExactly(
                        "Contract_Status NOT_AN_OPTION",
                        "Founded INVALID_DATA",
                        "Employees INVALID_DATA",
                        "Is_Partner INVALID_DATA",
                        "Modified_Time FIELD_READ_ONLY",
                        "Billing.address FIELD_READ_ONLY",
                        "Gone_Field FIELD_UNKNOWN");
        assertThat(writes()).isEmpty();
    }

    @Test
    void startsNoWorkflowUnlessWanted() throws IOException {
        RemoteChange change = create("ref", Map.of("Account_Name", "Name"));
        connected(Map.of()).write(RemoteKind.ACCOUNT, List.of(change));
        connected(Map.of("start-workflows", "true")).write(RemoteKind.ACCOUNT, List.of(change));

        JsonNode quiet = mapper.readTree(writes().get(0).sent());
        assertThat(quiet.path("trigger").isArray()).isTrue();
        assertThat(quiet.path("trigger")).isEmpty();
        assertThat(mapper.readTree(writes().get(1).sent()).has("trigger")).isFalse();
    }

    @Test
    void upsertsByItsReferenceOnlyWhereThatIsUnique() {
        RemoteChange change = create("ref", Map.of("Account_Name", "Name"));
        Crm unique = connected(Map.of("reference-unique", "true"));
        assertThat(unique.traits().refusesSecondReference()).isTrue();
        WriteOutcome first = unique.write(RemoteKind.ACCOUNT, List.of(change)).get(0);
        WriteOutcome again = unique.write(RemoteKind.ACCOUNT, List.of(change)).get(0);
        assertThat(((WriteOutcome.Written) again).externalId()).isEqualTo(((WriteOutcome.Written) first).externalId());

        simulator.uniqueReference(false);
        Crm plain = connected(Map.of());
        assertThat(plain.traits().refusesSecondReference()).isFalse();
        plain.write(RemoteKind.ACCOUNT, List.of(change));
        assertThat(plain.findByReference(RemoteKind.ACCOUNT, "ref", Set.of("Account_Name")))
                .hasSize(2);
        assertThat(writes())
                .extracting(ZohoSimulator.Exchange::path)
                .containsExactly("/crm/v8/Accounts/upsert", "/crm/v8/Accounts/upsert", "/crm/v8/Accounts");
    }

    @Test
    void namesTheOtherRecordOfAValueThatMustBeUnique() {
        Crm crm = connected(Map.of());
        WriteOutcome first = crm.write(RemoteKind.ACCOUNT, List.of(create("ref", Map.of("Account_Name", "One"))))
                .get(0);

        WriteOutcome second = crm.write(RemoteKind.ACCOUNT, List.of(create("ref", Map.of("Account_Name", "Two"))))
                .get(0);

        assertThat(second).isEqualTo(new WriteOutcome.Duplicate(((WriteOutcome.Written) first).externalId()));
    }

    @Test
    void createsNothingThatItCouldNotFindAgain() {
        simulator.removeField("Accounts", "CRM_Contracts_Ref");
        Crm crm = connected(Map.of());

        assertThat(crm.write(RemoteKind.ACCOUNT, List.of(create("ref", Map.of("Account_Name", "Name")))))
                .singleElement()
                .isInstanceOfSatisfying(WriteOutcome.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo("REFERENCE_FIELD_MISSING"));
        assertThat(simulator.ids("Accounts")).isEmpty();
    }

    @Test
    void locksEachGuardedUpdateByItself() {
        Crm crm = connected(Map.of());
        String one = simulator.put("Accounts", account("One", "2026-01-01T08:00:00+08:00"));
        String two = simulator.put("Accounts", account("Two", "2026-01-02T08:00:00+08:00"));

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(
                        new RemoteChange(one, "1", "2026-01-01T00:00:00Z", Map.of("Phone", Optional.of("1"))),
                        new RemoteChange(two, "2", "2026-01-01T00:00:00Z", Map.of("Phone", Optional.of("2")))));

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(outcomes.get(1)).isEqualTo(new WriteOutcome.Changed());
        assertThat(writes())
                .extracting(ZohoSimulator.Exchange::unmodifiedSince)
                .containsExactly("2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00");
    }

    /** The lost one is unknown and is not sent again; what follows is. */
    @Test
    void keepsTheOutcomesAroundALostAnswer() {
        Crm crm = connected(Map.of());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(simulator.put("Accounts", account("Company " + i, "2026-01-01T08:00:00+08:00")));
        }
        List<RemoteChange> changes = ids.stream()
                .map(id -> new RemoteChange(id, id, "2026-01-01T00:00:00Z", Map.of("Phone", Optional.of("1"))))
                .toList();
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, ZohoSimulatorFault.dropAfter());
        simulator.fault(1, ZohoSimulatorFault.delayAfter(Duration.ofSeconds(9)));

        List<WriteOutcome> outcomes = crm.write(RemoteKind.ACCOUNT, changes);

        assertThat(outcomes.get(0)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(ids).allMatch(id -> "1".equals(simulator.held("Accounts", id).get("Phone")));
        Set<String> sent = new java.util.HashSet<>();
        writes().forEach(exchange -> assertThat(sent.add(exchange.sent())).isTrue());
    }

    @Test
    void keepsTheOutcomesBeforeARefusal() {
        Crm crm = connected(Map.of());
        String id = simulator.put("Accounts", account("Company", "2026-01-01T08:00:00+08:00"));
        crm.describe(RemoteKind.ACCOUNT);
        // The creation costs one credit; there is none left for the update.
        house.leave(1);

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(
                        new RemoteChange(id, "1", "2026-01-01T00:00:00Z", Map.of("Phone", Optional.of("1"))),
                        create("2", Map.of("Account_Name", "New"))));

        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(WriteOutcome.NotYet.class, outcome -> assertThat(outcome.reason())
                        .isEqualTo(Reason.THROTTLED));
    }

    /** A write that Zoho commits long after we have given up is found by its reference. */
    @Test
    void aLateCommitIsFoundLater() throws InterruptedException {
        Crm crm = connected(Map.of());
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, ZohoSimulatorFault.delay(Duration.ofSeconds(5)));

        assertThat(crm.write(RemoteKind.ACCOUNT, List.of(create("late", Map.of("Account_Name", "Late")))))
                .singleElement()
                .isInstanceOf(WriteOutcome.Unknown.class);
        Instant end = Instant.now().plusSeconds(30);
        while (simulator.ids("Accounts").isEmpty() && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(crm.findByReference(RemoteKind.ACCOUNT, "late", Set.of("Account_Name")))
                .hasSize(1);
    }

    private List<ZohoSimulator.Exchange> writes() {
        return simulator.exchanges().stream()
                .filter(exchange -> exchange.path().startsWith("/crm/v8/Accounts"))
                .filter(exchange -> !exchange.method().equals("GET"))
                .toList();
    }

    private static Map<String, Object> account(String name, String modified) {
        return new HashMap<>(Map.of("Account_Name", name, "Modified_Time", modified));
    }

    private static RemoteChange create(String reference, Map<String, String> fields) {
        Map<String, Optional<String>> given = new HashMap<>();
        fields.forEach((name, value) -> given.put(name, Optional.of(value)));
        return new RemoteChange(null, reference, null, given);
    }
}
