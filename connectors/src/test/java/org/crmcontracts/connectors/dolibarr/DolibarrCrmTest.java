package org.crmcontracts.connectors.dolibarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.connectors.conformance.MemoryHouse;
import org.crmcontracts.connectors.simulator.SimulatorAnswer;
import org.crmcontracts.connectors.simulator.SimulatorFault;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.connectors.transport.CamelRuntime;
import org.crmcontracts.connectors.transport.Pace;
import org.crmcontracts.tenants.secrets.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DolibarrCrmTest {
    private static final Pace QUICK =
            new Pace(Duration.ofSeconds(2), Duration.ofSeconds(5), 3, Duration.ofMillis(5), Duration.ofMillis(20));
    private static final Set<String> NAME = Set.of("name");
    private static final Instant CHANGED = Instant.parse("2026-10-25T00:30:00Z");

    private final DolibarrSimulator simulator = new DolibarrSimulator();
    private final CamelRuntime runtime = new CamelRuntime();
    private final MemoryHouse house = new MemoryHouse();
    private final Map<String, String> options = new HashMap<>(Map.of("time-zone", "Europe/Paris"));
    private final UUID connection = UUID.randomUUID();
    private DolibarrCrmFactory factory;
    private String address;
    private Crm crm;

    @BeforeEach
    void start() {
        factory = new DolibarrCrmFactory(runtime, Clock.systemUTC(), List.of("127.0.0.1"), QUICK);
        address = "http://127.0.0.1:" + simulator.start(0);
        crm = crm();
    }

    @AfterEach
    void stop() {
        runtime.stop();
        simulator.stop();
    }

    @Test
    void walksThroughAllPages() {
        for (int i = 0; i < 1_050; i++) {
            simulator.put("thirdparties", Map.of("name", "Company " + i));
        }

        assertThat(all(RemoteKind.ACCOUNT, null, NAME))
                .extracting(RemoteRecord::externalId)
                .containsExactlyElementsOf(simulator.ids("thirdparties"));
    }

    @Test
    void speaksInDolibarrsNamesAndItsOwnDerivedOnes() {
        simulator.seed();

        RemoteRecord account = all(RemoteKind.ACCOUNT, null, Set.of("name", DolibarrFields.FULL_ADDRESS, "idprof1"))
                .get(0);
        assertThat(account.fields())
                .isEqualTo(Map.of(
                        "name", "Menuiserie Valcourt SARL",
                        "address.full", "4 rue des Tanneurs, 74000 Annecy",
                        "idprof1", "552100300"));
        assertThat(account.modifiedAt()).isAfter(Instant.EPOCH);

        List<RemoteRecord> contacts = all(RemoteKind.CONTACT, null, Set.of(DolibarrFields.PERSON_NAME, "socid"));
        assertThat(contacts).hasSize(12).allMatch(contact -> contact.problem() == null);
        assertThat(contacts.get(0).fields())
                .isEqualTo(Map.of("person.name", "Camille Garnier", "socid", account.externalId()));

        assertThat(all(RemoteKind.USER, null, Set.of("login", DolibarrFields.PERSON_NAME, DolibarrFields.ACTIVE)))
                .singleElement()
                .satisfies(user -> assertThat(user.fields())
                        .isEqualTo(Map.of(
                                "login", "integration", "person.name", "Ingrid Integration", "status.active", "true")));
    }

    @Test
    void filtersByTheDatabasesLocalTime() {
        String before = simulator.put("thirdparties", Map.of("name", "Before"));
        String at = simulator.put("thirdparties", Map.of("name", "At"));
        simulator.touch("thirdparties", before, Instant.parse("2026-07-01T09:59:59Z"));
        simulator.touch("thirdparties", at, Instant.parse("2026-07-01T10:00:00Z"));

        List<RemoteRecord> records = all(RemoteKind.ACCOUNT, Instant.parse("2026-07-01T10:00:00Z"), NAME);

        assertThat(records).extracting(RemoteRecord::externalId).containsExactly(at);
        assertThat(records.get(0).modifiedAt()).isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
        assertThat(lastQuery().get("sqlfilters")).contains("t.tms:>=:'2026-07-01 12:00:00'");
    }

    @Test
    void losesNoChangeOfTheHourThatComesTwice() {
        String late = simulator.put("thirdparties", Map.of("name", "In the second 02:10"));
        simulator.touch("thirdparties", late, Instant.parse("2026-10-25T01:10:00Z"));

        // 00:30 UTC is the first 02:30 of that night in Paris; 01:10 UTC is the second 02:10.
        assertThat(all(RemoteKind.ACCOUNT, CHANGED, NAME))
                .extracting(RemoteRecord::externalId)
                .containsExactly(late);
    }

    @Test
    void losesNothingWhereTheTimeZoneIsNotTold() {
        options.clear();
        crm = crm();
        String changed = simulator.put("thirdparties", Map.of("name", "Changed"));
        simulator.touch("thirdparties", changed, CHANGED);
        String old = simulator.put("thirdparties", Map.of("name", "Old"));
        simulator.touch("thirdparties", old, CHANGED.minus(Duration.ofDays(2)));

        assertThat(all(RemoteKind.ACCOUNT, CHANGED, NAME))
                .extracting(RemoteRecord::externalId)
                .containsExactly(changed);
    }

    @Test
    void refusesATimeZoneThatThereIsNot() {
        options.put("time-zone", "Europe/Atlantis");

        assertRefused(this::crm, Reason.NEEDS_RECONNECT, "TIME_ZONE_UNKNOWN");
    }

    @Test
    void tellsTheWalksBeginningForContactsThatTellNoTime() {
        simulator.put("contacts", Map.of("lastname", "Timeless"));
        Instant before = Instant.now();

        assertThat(all(RemoteKind.CONTACT, null, Set.of("lastname")))
                .singleElement()
                .satisfies(contact -> assertThat(contact.modifiedAt()).isBetween(before.minusMillis(1), Instant.now()));

        simulator.contactsTellTimes(true);
        simulator.touch("contacts", "1", CHANGED);
        assertThat(all(RemoteKind.CONTACT, null, Set.of("lastname")))
                .singleElement()
                .satisfies(contact -> assertThat(contact.modifiedAt()).isEqualTo(CHANGED));
    }

    @Test
    void doesNotTakeAModuleThatIsOffForAnEmptyList() {
        assertThat(all(RemoteKind.ACCOUNT, null, NAME)).isEmpty();

        simulator.switchOff("thirdparties");

        assertRefused(() -> all(RemoteKind.ACCOUNT, null, NAME), Reason.BAD_ANSWER, "404");
        assertRefused(() -> crm.read(RemoteKind.ACCOUNT, Set.of("1"), NAME), Reason.BAD_ANSWER, "404");
    }

    @Test
    void createsACustomerWithOurReferenceAndANumber() {
        WriteOutcome outcome = only(crm.write(
                RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "Kessler", "email", "a@b.example")))));

        assertThat(simulator.row("thirdparties", written(outcome)))
                .containsEntry("name", "Kessler")
                .containsEntry("ref_ext", "ref-1")
                .containsEntry("client", "1")
                .containsEntry("code_client", "CU2611-00001");
    }

    @Test
    void writesAContactsNameIntoItsParts() {
        String company = simulator.put("thirdparties", Map.of("name", "Employer"));

        String id = written(only(crm.write(
                RemoteKind.CONTACT,
                List.of(change(null, "ref-1", Map.of("person.name", "Mary Ann Smith", "socid", company))))));

        assertThat(simulator.row("contacts", id))
                .containsEntry("lastname", "Smith")
                .containsEntry("firstname", "Mary Ann")
                .containsEntry("socid", company);
        written(only(crm.write(RemoteKind.CONTACT, List.of(change(id, "ref-1", Map.of("person.name", "王伟"))))));
        assertThat(simulator.row("contacts", id))
                .containsEntry("lastname", "王伟")
                .containsEntry("firstname", "");
    }

    @Test
    void createsOneAfterTheOtherHoweverManyAskAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<WriteOutcome>> creates = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String reference = "ref-" + i;
                Crm own = crm();
                creates.add(
                        () -> own.write(RemoteKind.ACCOUNT, List.of(change(null, reference, Map.of("name", reference))))
                                .get(0));
            }
            for (Future<WriteOutcome> outcome : threads.invokeAll(creates)) {
                assertThat(outcome.get()).isInstanceOf(WriteOutcome.Written.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(simulator.ids("thirdparties")).hasSize(60);
    }

    @Test
    void mayTryAgainWhereANumberWasGivenTwice() {
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(
                1, DolibarrSimulator.error(500, "Error creating thirdparty", "Error, duplicate value in unique field"));

        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(change(null, "ref-1", Map.of("name", "One")), change(null, "ref-2", Map.of("name", "Two"))));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(WriteOutcome.NotYet.class, notYet -> assertThat(notYet.reason())
                        .isEqualTo(Reason.RETRY_LATER));
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(simulator.ids("thirdparties")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "nonsense, 1, FIELD_UNKNOWN",
        "address.full, Street 1, FIELD_READ_ONLY",
        "ref_ext, other, FIELD_READ_ONLY",
        "client, Customer, NOT_AN_OPTION",
        "zip, 12345678901234567890123456, VALUE_TOO_LONG"
    })
    void neverSendsWhatDolibarrWouldPassOverOrCut(String field, String value, String code) {
        List<WriteOutcome> outcomes = crm.write(
                RemoteKind.ACCOUNT,
                List.of(
                        change(null, "ref-1", Map.of("name", "Bad", field, value)),
                        change(null, "ref-2", Map.of("name", "Good"))));

        assertThat(outcomes.get(0)).isInstanceOfSatisfying(WriteOutcome.Refused.class, refused -> {
            assertThat(refused.field()).isEqualTo(field);
            assertThat(refused.code()).isEqualTo(code);
        });
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Written.class);
        assertThat(simulator.ids("thirdparties")).hasSize(1);
    }

    @Test
    void saysWhatDolibarrItselfRefuses() {
        WriteOutcome outcome = only(crm.write(
                RemoteKind.ACCOUNT, List.of(change(null, "ref-1", Map.of("name", "Bad mail", "email", "no address")))));

        assertThat(outcome).isInstanceOfSatisfying(WriteOutcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("500");
            assertThat(refused.message()).contains("ErrorBadEMail");
        });
    }

    @Test
    void doesNotKnowWhatBecameOfAWriteWhoseAnswerIsLost() {
        crm.describe(RemoteKind.ACCOUNT);
        for (SimulatorFault fault : List.of(
                SimulatorFault.droppedAfter(),
                SimulatorFault.cut(),
                SimulatorFault.late(Duration.ofSeconds(9)),
                SimulatorFault.altered(answer -> SimulatorAnswer.html(200)),
                SimulatorFault.altered(answer -> SimulatorAnswer.html(504)),
                SimulatorFault.altered(answer -> SimulatorAnswer.empty(200)),
                SimulatorFault.altered(answer -> SimulatorAnswer.empty(500)),
                SimulatorFault.altered(answer -> SimulatorAnswer.json(200, "false")),
                SimulatorFault.altered(answer -> SimulatorAnswer.json(200, "0")))) {
            int before = simulator.ids("thirdparties").size();
            simulator.fault(1, fault);

            List<WriteOutcome> outcomes = crm.write(
                    RemoteKind.ACCOUNT,
                    List.of(
                            change(null, "ref-" + before, Map.of("name", "Lost")),
                            change(null, "next-" + before, Map.of("name", "Next"))));

            assertThat(outcomes.get(0)).as(fault.toString()).isInstanceOf(WriteOutcome.Unknown.class);
            assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.NotYet.class);
            assertThat(simulator.ids("thirdparties")).hasSize(before + 1);
            assertThat(crm.findByReference(RemoteKind.ACCOUNT, "ref-" + before, NAME))
                    .hasSize(1);
        }
    }

    @Test
    @Timeout(60)
    void findsARecordThatCameLaterThanItsAnswerWasGivenUp() {
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, SimulatorFault.lateCommit(Duration.ofMillis(300)));

        assertThat(only(crm.write(RemoteKind.ACCOUNT, List.of(change(null, "ref-late", Map.of("name", "Late"))))))
                .isInstanceOf(WriteOutcome.Unknown.class);

        while (simulator.ids("thirdparties").isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(crm.findByReference(RemoteKind.ACCOUNT, "ref-late", NAME)).hasSize(1);
        assertThat(crm.traits().slowestWrite()).isGreaterThan(Duration.ofMinutes(1));
    }

    @Test
    void isNotMisledByReorderedRepeatedAndHalfPages() {
        for (int i = 0; i < 250; i++) {
            simulator.put("thirdparties", Map.of("name", "Company " + i));
        }
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, simulator.rows(rows -> {
            List<JsonNode> reversed = new ArrayList<>(rows);
            Collections.reverse(reversed);
            return reversed;
        }));
        simulator.fault(1, simulator.rows(rows -> rows.subList(0, rows.size() / 2)));

        assertThat(all(RemoteKind.ACCOUNT, null, NAME))
                .extracting(RemoteRecord::externalId)
                .containsExactlyElementsOf(simulator.ids("thirdparties"));

        RemotePage first = crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null, NAME));
        String page = simulator
                .exchanges()
                .get(simulator.exchanges().size() - 1)
                .answer()
                .body();
        simulator.fault(1, SimulatorFault.instead(SimulatorAnswer.json(200, page)));
        assertRefused(
                () -> crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, first.nextPageToken(), NAME)),
                Reason.BAD_ANSWER,
                null);
    }

    @Test
    void keepsAPageGoingWithARowThatItCannotRead() {
        simulator.seed();
        crm.describe(RemoteKind.ACCOUNT);
        JsonNode odd = new ObjectMapper().createObjectNode().put("unexpected", true);
        simulator.fault(1, simulator.rows(rows -> {
            ((ObjectNode) rows.get(3)).set("name", odd);
            ((ObjectNode) rows.get(4)).put("date_modification", "yesterday");
            return rows;
        }));

        List<RemoteRecord> records =
                crm.pull(new PullRequest(RemoteKind.ACCOUNT, null, null, NAME)).records();

        assertThat(records).hasSize(8);
        assertThat(records.get(3).problem()).isEqualTo("NOT_TEXT: name");
        assertThat(records.get(4).problem()).isEqualTo("TIME_UNREADABLE: date_modification");
    }

    @Test
    void readsAndWritesTheTenantsOwnFields() {
        simulator.define("thirdparties", "segment", "Segment", "select", 0, Map.of("a", "Alpha", "b", "Beta"));
        simulator.define("thirdparties", "size", "Size", "int", 10, Map.of());
        simulator.define("thirdparties", "since", "Since", "date", 0, Map.of());

        List<RemoteField> fields = crm.describe(RemoteKind.ACCOUNT);
        assertThat(fields)
                .contains(
                        new RemoteField(
                                "options_segment",
                                "Segment",
                                RemoteField.Type.CHOICE,
                                true,
                                false,
                                null,
                                Map.of("a", "Alpha", "b", "Beta")),
                        new RemoteField(
                                "options_since", "Since", RemoteField.Type.OTHER, false, false, null, Map.of()));
        String id = written(only(crm.write(
                RemoteKind.ACCOUNT,
                List.of(change(
                        null, "ref-1", Map.of("name", "Own", "options_segment", "b", "options_size", "12.50"))))));
        assertThat(only(crm.read(RemoteKind.ACCOUNT, Set.of(id), Set.of("options_segment", "options_size")))
                        .fields())
                .isEqualTo(Map.of("options_segment", "b", "options_size", "12.5"));
    }

    @Test
    void goesOnWithoutTheTenantsOwnFieldsWhereTheKeyMayNotSeeThem() {
        simulator.define("thirdparties", "segment", "Segment", "select", 0, Map.of("a", "Alpha"));
        simulator.admin(false);
        simulator.seed();

        assertThat(crm.describe(RemoteKind.ACCOUNT))
                .extracting(RemoteField::name)
                .contains("name")
                .doesNotContain("options_segment");
        assertThat(all(RemoteKind.ACCOUNT, null, NAME)).hasSize(8);
    }

    @Test
    void tellsAWrongKeyAndAClosedRecord() {
        String id = simulator.put("thirdparties", Map.of("name", "Closed"));
        crm.describe(RemoteKind.ACCOUNT);
        simulator.fault(1, DolibarrSimulator.error(403, "Access not allowed for login integration", null));

        assertThat(only(crm.write(RemoteKind.ACCOUNT, List.of(change(id, "ref-1", Map.of("name", "Open"))))))
                .isInstanceOf(WriteOutcome.Refused.class);

        simulator.revoke();
        assertRefused(() -> all(RemoteKind.ACCOUNT, null, NAME), Reason.NEEDS_RECONNECT, "401");
    }

    @Test
    void readsNothingForIdsThatAreNone() {
        assertThat(crm.read(RemoteKind.ACCOUNT, Set.of("1) or (t.rowid:>:0", "abc", ""), NAME))
                .isEmpty();
        assertThat(crm.read(RemoteKind.ACCOUNT, Set.of(), NAME)).isEmpty();
    }

    private List<RemoteRecord> all(RemoteKind kind, Instant since, Set<String> fields) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page = crm.pull(new PullRequest(kind, since, token, fields));
            records.addAll(page.records());
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }

    private Map<String, String> lastQuery() {
        return simulator
                .exchanges()
                .get(simulator.exchanges().size() - 1)
                .request()
                .query();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static String written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return ((WriteOutcome.Written) outcome).externalId();
    }

    private static RemoteChange change(String id, String reference, Map<String, String> fields) {
        Map<String, Optional<String>> values = new HashMap<>();
        fields.forEach((name, value) -> values.put(name, Optional.of(value)));
        return new RemoteChange(id, reference, null, values);
    }

    private static void assertRefused(Runnable call, Reason reason, String vendorCode) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(reason);
            assertThat(refusal.vendorCode()).isEqualTo(vendorCode);
        });
    }

    private Crm crm() {
        return factory.connect(
                new CrmAccess(
                        connection,
                        URI.create(address),
                        URI.create(address),
                        "",
                        Secret.of(DolibarrSimulator.KEY),
                        Secret.of(""),
                        options,
                        Secret.of("")),
                house);
    }
}
