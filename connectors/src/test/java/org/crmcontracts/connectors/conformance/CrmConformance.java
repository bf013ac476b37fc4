package org.crmcontracts.connectors.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.crmcontracts.connectors.conformance.SimulatedCrm.Fault;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmRefusal.Reason;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sync relies on in every connector. A connector's test extends this and brings its simulator. */
public abstract class CrmConformance {
    /** More than the repeats of any connector. */
    private static final int MANY = 30;

    private static final RemoteKind KIND = RemoteKind.ACCOUNT;

    private final MemoryHouse house = new MemoryHouse();
    private SimulatedCrm remote;
    private Crm crm;
    private String name;
    private String text;

    /** A fresh simulator without records, with at least one user. */
    protected abstract SimulatedCrm start();

    @BeforeEach
    void connect() {
        remote = start();
        crm = remote.factory().connect(remote.access(), house);
        name = remote.nameField(KIND);
        text = remote.textField(KIND);
    }

    @AfterEach
    void close() {
        remote.close();
    }

    @Test
    void describesEveryFieldOfTheUsualMapping() {
        for (RemoteKind kind : RemoteKind.values()) {
            Map<String, RemoteField> fields =
                    crm.describe(kind).stream().collect(Collectors.toMap(RemoteField::name, field -> field));
            List<FieldMapping> mapping = remote.factory().usualMapping().stream()
                    .filter(field -> field.kind() == kind)
                    .toList();
            assertThat(mapping).isNotEmpty();
            for (FieldMapping field : mapping) {
                if (!fields.containsKey(field.theirs())) {
                    assertThat(isCustom(field)).as(field + " is not described").isTrue();
                    continue;
                }
                assertThat(fields.get(field.theirs()).label()).isNotBlank();
                if (field.owner() != FieldMapping.Owner.REMOTE) {
                    assertThat(fields.get(field.theirs()).writable())
                            .as(field.toString())
                            .isTrue();
                }
            }
        }
        Map<String, RemoteField> fields =
                crm.describe(KIND).stream().collect(Collectors.toMap(RemoteField::name, field -> field));
        assertThat(fields.get(name)).satisfies(field -> {
            assertThat(field.writable()).isTrue();
            assertThat(field.required()).isTrue();
            assertThat(field.type()).isEqualTo(RemoteField.Type.TEXT);
        });
        assertThat(fields.get(text).required()).isFalse();
    }

    /** A field of the usual mapping that each organisation has to make for itself may be missing. */
    protected boolean isCustom(FieldMapping field) {
        return false;
    }

    @Test
    void answersAnEmptyPageForNothing() {
        RemotePage page = crm.pull(new PullRequest(KIND, null, null, Set.of(name)));

        assertThat(page.records()).isEmpty();
        assertThat(page.nextPageToken()).isNull();
    }

    @Test
    void listsEachRecordOnceAndOldestChangeFirst() {
        Set<String> put = new HashSet<>();
        for (int i = 0; i < 450; i++) {
            put.add(remote.put(KIND, Map.of(name, "Company " + i)));
            if (i % 3 == 0) {
                remote.tick(Duration.ofSeconds(1));
            }
        }

        List<RemoteRecord> records = all(KIND, null);

        assertThat(records).allMatch(record -> record.problem() == null);
        assertThat(ids(records)).hasSize(450).containsExactlyInAnyOrderElementsOf(put);
        assertThat(records.stream().map(RemoteRecord::modifiedAt)).isSorted();
        assertThat(records).allMatch(record -> record.fields().get(name).startsWith("Company "));
    }

    @Test
    void askingTwiceForTheSamePageDoesNoHarm() {
        for (int i = 0; i < 450; i++) {
            remote.put(KIND, Map.of(name, "Company " + i));
        }
        RemotePage first = crm.pull(new PullRequest(KIND, null, null, Set.of(name)));
        assertThat(first.nextPageToken()).isNotNull();

        PullRequest second = new PullRequest(KIND, null, first.nextPageToken(), Set.of(name));
        RemotePage once = crm.pull(second);
        RemotePage again = crm.pull(second);

        assertThat(ids(again.records())).isEqualTo(ids(once.records()));
        assertThat(ids(once.records())).doesNotContainAnyElementsOf(ids(first.records()));
    }

    @Test
    void anotherConnectionGoesOnWithAPageToken() {
        for (int i = 0; i < 450; i++) {
            remote.put(KIND, Map.of(name, "Company " + i));
        }
        RemotePage first = crm.pull(new PullRequest(KIND, null, null, Set.of(name)));
        PullRequest second = new PullRequest(KIND, null, first.nextPageToken(), Set.of(name));

        Crm other = remote.factory().connect(remote.access(), house);

        assertThat(ids(other.pull(second).records()))
                .isEqualTo(ids(crm.pull(second).records()));
    }

    @Test
    void findsWhatHasChangedAtOrAfterATime() {
        String old = remote.put(KIND, Map.of(name, "Old"));
        String changed = remote.put(KIND, Map.of(name, "Before"));
        remote.tick(Duration.ofHours(1));
        remote.change(KIND, changed, Map.of(name, "After"));
        RemoteRecord record = only(crm.read(KIND, Set.of(changed), Set.of(name)));

        List<RemoteRecord> records = all(KIND, record.modifiedAt());

        assertThat(ids(records)).contains(changed);
        assertThat(records.stream().filter(r -> r.externalId().equals(changed)))
                .allMatch(r -> r.fields().get(name).equals("After"));
        if (crm.traits().filtersChanges()) {
            assertThat(ids(records)).doesNotContain(old);
        }
    }

    @Test
    void leavesFieldsWithoutValueOut() {
        String id = remote.put(KIND, Map.of(name, "Only a name"));

        assertThat(only(crm.read(KIND, Set.of(id), Set.of(name, text))).fields())
                .isEqualTo(Map.of(name, "Only a name"));
    }

    @Test
    void tellsDeletions() {
        String gone = remote.put(KIND, Map.of(name, "Gone"));
        String stays = remote.put(KIND, Map.of(name, "Stays"));
        remote.tick(Duration.ofHours(1));
        remote.delete(KIND, gone);

        List<RemoteDeletion> deletions = crm.deletions(KIND, null);

        if (crm.traits().tellsDeletions()) {
            assertThat(deletions).extracting(RemoteDeletion::externalId).containsExactly(gone);
        } else {
            assertThat(deletions).isEmpty();
        }
        assertThat(ids(all(KIND, null))).containsExactly(stays);
    }

    @Test
    void readsTheAskedRecordsAndLeavesOutOnlyWhatIsNotThere() {
        List<String> put = new ArrayList<>();
        for (int i = 0; i < crm.traits().batch(); i++) {
            put.add(remote.put(KIND, Map.of(name, "Company " + i)));
        }
        String gone = put.get(0);
        remote.delete(KIND, gone);

        List<RemoteRecord> records = crm.read(KIND, Set.copyOf(put), Set.of(name));

        assertThat(ids(records)).containsExactlyInAnyOrderElementsOf(put.subList(1, put.size()));
        remote.fault(MANY, Fault.SERVER_ERROR);
        assertRefused(Reason.RETRY_LATER, () -> crm.read(KIND, Set.copyOf(put), Set.of(name)));
    }

    @Test
    void writesAndReadsBack() {
        List<WriteOutcome> outcomes = crm.write(
                KIND,
                List.of(create("ref-1", Map.of(name, "First")), create("ref-2", Map.of(name, "Second", text, "More"))));

        assertThat(outcomes).hasSize(2).allMatch(WriteOutcome.Written.class::isInstance);
        assertThat(read(written(outcomes.get(0)).externalId())).containsEntry(name, "First");
        assertThat(read(written(outcomes.get(1)).externalId()))
                .containsEntry(name, "Second")
                .containsEntry(text, "More");
    }

    @Test
    void changesOnlyTheGivenFieldsAndClearsWhatIsEmpty() {
        String id = remote.put(KIND, Map.of(name, "Name", text, "Text"));

        assertThat(crm.write(KIND, List.of(new RemoteChange(id, "ref", null, Map.of(name, Optional.of("New"))))))
                .singleElement()
                .isInstanceOf(WriteOutcome.Written.class);
        assertThat(read(id)).containsEntry(name, "New").containsEntry(text, "Text");

        assertThat(crm.write(KIND, List.of(new RemoteChange(id, "ref", null, Map.of(text, Optional.empty())))))
                .singleElement()
                .isInstanceOf(WriteOutcome.Written.class);
        assertThat(read(id)).containsEntry(name, "New").doesNotContainKey(text);
    }

    @Test
    void tellsAnOutcomeForEachChangeInTheirOrder() {
        String there = remote.put(KIND, Map.of(name, "There"));
        String gone = remote.put(KIND, Map.of(name, "Gone"));
        remote.delete(KIND, gone);
        List<RemoteChange> changes = new ArrayList<>(List.of(
                create("ref-1", Map.of(name, "First")),
                new RemoteChange(gone, "ref-2", null, Map.of(name, Optional.of("Too late"))),
                create("ref-3", Map.of(text, "Without a name")),
                new RemoteChange(there, "ref-4", null, Map.of(name, Optional.of("Changed"))),
                create("ref-5", Map.of(name, "Last"))));

        List<WriteOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < changes.size(); from += crm.traits().batch()) {
            outcomes.addAll(crm.write(
                    KIND,
                    changes.subList(
                            from, Math.min(changes.size(), from + crm.traits().batch()))));
        }

        assertThat(outcomes).hasSize(5);
        assertThat(read(written(outcomes.get(0)).externalId())).containsEntry(name, "First");
        assertThat(outcomes.get(1)).isInstanceOf(WriteOutcome.Gone.class);
        assertThat(outcomes.get(2)).isInstanceOf(WriteOutcome.Refused.class);
        assertThat(written(outcomes.get(3)).externalId()).isEqualTo(there);
        assertThat(read(there)).containsEntry(name, "Changed");
        assertThat(read(written(outcomes.get(4)).externalId())).containsEntry(name, "Last");
        assertThat(remote.ids(KIND)).hasSize(3);
    }

    @Test
    void refusesAnUpdateOfAnOlderRevision() {
        assumeTrue(crm.traits().locksByRevision());
        String id = remote.put(KIND, Map.of(name, "Name"));
        String revision = only(crm.read(KIND, Set.of(id), Set.of(name))).revision();
        assertThat(revision).isNotNull();
        remote.tick(Duration.ofHours(1));
        remote.change(KIND, id, Map.of(name, "By a user"));

        RemoteChange late = new RemoteChange(id, "ref", revision, Map.of(name, Optional.of("By us")));
        assertThat(crm.write(KIND, List.of(late))).singleElement().isInstanceOf(WriteOutcome.Changed.class);
        assertThat(read(id)).containsEntry(name, "By a user");

        String now = only(crm.read(KIND, Set.of(id), Set.of(name))).revision();
        RemoteChange merged = new RemoteChange(id, "ref", now, Map.of(name, Optional.of("Merged")));
        WriteOutcome outcome = only(crm.write(KIND, List.of(merged)));
        assertThat(written(outcome).revision())
                .isEqualTo(only(crm.read(KIND, Set.of(id), Set.of(name))).revision());
        assertThat(read(id)).containsEntry(name, "Merged");
    }

    @Test
    void tellsALostAnswerAsUnknownAndSendsNothingTwice() {
        crm.describe(KIND);
        int before = remote.writes();
        remote.fault(MANY, Fault.LOST_AFTER);
        List<WriteOutcome> outcomes = crm.write(KIND, List.of(create("ref-1", Map.of(name, "Lost"))));
        remote.fault(0, Fault.LOST_AFTER);

        assertThat(outcomes).singleElement().isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(remote.writes() - before).isEqualTo(1);
        assertThat(crm.findByReference(KIND, "ref-1", Set.of(name)))
                .singleElement()
                .satisfies(record -> assertThat(record.fields()).containsEntry(name, "Lost"));
    }

    @Test
    void tellsAnAnswerThatNeverCameAsUnknownToo() {
        crm.describe(KIND);
        int before = remote.writes();
        remote.fault(MANY, Fault.LOST_BEFORE);
        List<WriteOutcome> outcomes = crm.write(KIND, List.of(create("ref-1", Map.of(name, "Lost"))));
        remote.fault(0, Fault.LOST_BEFORE);

        assertThat(outcomes).singleElement().isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(remote.writes() - before).isEqualTo(1);
        assertThat(crm.findByReference(KIND, "ref-1", Set.of(name))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HTML", "EMPTY", "WRONG_CHARSET"})
    void takesNothingForAnAnswerThatIsNone(Fault fault) {
        remote.put(KIND, Map.of(name, "客户"));
        crm.describe(KIND);
        remote.fault(1, fault);
        assertRefused(Reason.BAD_ANSWER, () -> crm.pull(new PullRequest(KIND, Instant.EPOCH, null, Set.of(name))));

        int before = remote.writes();
        remote.fault(1, fault);
        assertThat(crm.write(KIND, List.of(create("ref-1", Map.of(name, "客户二")))))
                .singleElement()
                .isInstanceOf(WriteOutcome.Unknown.class);
        assertThat(remote.writes() - before).isEqualTo(1);
    }

    @Test
    void repeatsAReadWhileTheCrmFails() {
        remote.put(KIND, Map.of(name, "Name"));
        crm.describe(KIND);
        remote.fault(2, Fault.SERVER_ERROR);
        remote.fault(1, Fault.LOST_BEFORE);
        assertThat(all(KIND, Instant.EPOCH)).hasSize(1);

        remote.fault(MANY, Fault.SERVER_ERROR);
        assertRefused(Reason.RETRY_LATER, () -> all(KIND, Instant.EPOCH));
    }

    @Test
    void paysForEachRepeat() {
        remote.put(KIND, Map.of(name, "Name"));
        all(KIND, Instant.EPOCH);
        int before = house.costs().size();
        all(KIND, Instant.EPOCH);
        int usual = house.costs().size() - before;
        remote.fault(2, Fault.SERVER_ERROR);
        all(KIND, Instant.EPOCH);

        assertThat(usual).isPositive();
        assertThat(house.costs().size() - before - usual).isEqualTo(usual + 2);
    }

    @Test
    void isNotCalledWithoutABudget() {
        crm.describe(KIND);
        int before = remote.calls();
        house.leave(0);

        assertRefused(Reason.THROTTLED, () -> all(KIND, Instant.EPOCH));
        assertThat(remote.calls()).isEqualTo(before);
    }

    @Test
    void tellsTheHouseWhenItIsThrottled() {
        remote.put(KIND, Map.of(name, "Name"));
        crm.describe(KIND);
        remote.fault(MANY, Fault.THROTTLED);

        assertThatThrownBy(() -> all(KIND, Instant.EPOCH)).isInstanceOfSatisfying(CrmRefusal.class, refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
            assertThat(refusal.after()).isPositive();
            assertThat(house.pauses()).isNotEmpty().allMatch(pause -> pause.equals(refusal.after()));
        });
    }

    @Test
    void writesNothingWhileItIsThrottled() {
        crm.describe(KIND);
        remote.fault(MANY, Fault.THROTTLED);

        List<RemoteChange> changes = List.of(create("ref-1", Map.of(name, "Name")));
        try {
            assertThat(crm.write(KIND, changes))
                    .singleElement()
                    .isInstanceOfSatisfying(WriteOutcome.NotYet.class, outcome -> assertThat(outcome.reason())
                            .isEqualTo(Reason.THROTTLED));
        } catch (CrmRefusal refusal) {
            assertThat(refusal.reason()).isEqualTo(Reason.THROTTLED);
        }
        assertThat(remote.ids(KIND)).isEmpty();
        assertThat(house.pauses()).isNotEmpty();
    }

    @Test
    void asksForANewTokenWhenItsOwnIsRefused() {
        remote.put(KIND, Map.of(name, "Name"));
        all(KIND, Instant.EPOCH);
        int before = house.grants().size();
        remote.expireTokens();

        assertThat(all(KIND, Instant.EPOCH)).hasSize(1);
        remote.expireTokens();
        assertThat(crm.write(KIND, List.of(create("ref-1", Map.of(name, "Name")))))
                .singleElement()
                .isInstanceOf(WriteOutcome.Written.class);
        assertThat(house.grants().size() - before).isLessThanOrEqualTo(2);
        assertThat(remote.ids(KIND)).hasSize(2);
    }

    @Test
    void needsToReconnectWhenItsCredentialsAreWithdrawn() {
        all(KIND, Instant.EPOCH);
        remote.revoke();

        assertRefused(Reason.NEEDS_RECONNECT, () -> all(KIND, Instant.EPOCH));
        assertRefused(Reason.NEEDS_RECONNECT, () -> crm.write(KIND, List.of(create("ref-1", Map.of(name, "Name")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "O'Brien \"& Söhne\" <b>GmbH</b>",
                "北京云帆致远软件有限公司（集团）",
                "𠮷野家 🏢👩‍💼",
                "\u202Eevil\u202C שלום",
                "'; drop table customer; --",
                "\\u0041 \\n %s ${jndi:x} {{7*7}}",
                "null",
                "[1,2] {\"a\":1}",
                "a;b,c|d",
                "e\u0301 ﬁ Ａ"
            })
    void keepsHostileTexts(String value) {
        WriteOutcome outcome = only(crm.write(KIND, List.of(create("ref-1", Map.of(name, value, text, value)))));

        assertThat(read(written(outcome).externalId()))
                .containsEntry(name, value)
                .containsEntry(text, value);
    }

    @Test
    void findsItsReferenceAgainAndNothingElse() {
        String reference =
                UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a").toString();
        String id = written(only(crm.write(KIND, List.of(create(reference, Map.of(name, "One"))))))
                .externalId();
        crm.write(KIND, List.of(create(reference + "0", Map.of(name, "Two"))));

        assertThat(ids(crm.findByReference(KIND, reference, Set.of(name)))).containsExactly(id);
        assertThat(crm.findByReference(KIND, reference.substring(1), Set.of(name)))
                .isEmpty();
        assertThat(crm.findByReference(KIND, "it's \\ none", Set.of(name))).isEmpty();
    }

    @Test
    void createsNoSecondRecordOfAReferenceWhereItSaysSo() {
        assumeTrue(crm.traits().refusesSecondReference());
        String id = written(only(crm.write(KIND, List.of(create("ref-1", Map.of(name, "Name"))))))
                .externalId();

        WriteOutcome second = only(crm.write(KIND, List.of(create("ref-1", Map.of(name, "Name")))));

        assertThat(remote.ids(KIND)).containsExactly(id);
        assertThat(second).isIn(new WriteOutcome.Duplicate(id), second instanceof WriteOutcome.Written ? second : null);
        if (second instanceof WriteOutcome.Written again) {
            assertThat(again.externalId()).isEqualTo(id);
        }
    }

    @Test
    void connectsAContactWithItsAccount() {
        String account = remote.put(KIND, Map.of(name, "Employer"));
        String ofContact = remote.factory().usualMapping().stream()
                .filter(field ->
                        field.kind() == RemoteKind.CONTACT && field.ours().equals("account"))
                .map(FieldMapping::theirs)
                .findFirst()
                .orElseThrow();
        String contactName = remote.nameField(RemoteKind.CONTACT);

        WriteOutcome outcome = only(
                crm.write(RemoteKind.CONTACT, List.of(create("ref-1", Map.of(contactName, "王伟", ofContact, account)))));

        assertThat(only(crm.read(
                                RemoteKind.CONTACT,
                                Set.of(written(outcome).externalId()),
                                Set.of(contactName, ofContact)))
                        .fields())
                .isEqualTo(Map.of(contactName, "王伟", ofContact, account));
    }

    @Test
    void listsItsUsers() {
        Set<String> fields = remote.factory().usualMapping().stream()
                .filter(field -> field.kind() == RemoteKind.USER)
                .map(FieldMapping::theirs)
                .collect(Collectors.toSet());
        RemotePage page = crm.pull(new PullRequest(RemoteKind.USER, null, null, fields));

        assertThat(page.records()).isNotEmpty().allMatch(user -> user.problem() == null);
        RemoteRecord user = page.records().get(0);
        assertThat(user.fields()).isNotEmpty();
        assertThat(ids(crm.read(RemoteKind.USER, Set.of(user.externalId()), fields)))
                .containsExactly(user.externalId());
    }

    /** A CRM that anyone may host has no list of hosts; only the addresses behind a name tell whether it may be called. */
    protected boolean isForeign(String url) {
        return true;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1",
                "https://crm.evil.example",
                "http://localhost:1",
                "file:///etc/passwd",
                "mailto:a"
            })
    void callsNoHostOutsideTheAllowList(String url) {
        assumeTrue(isForeign(url));
        int before = remote.calls();

        assertRefused(Reason.HOST_NOT_ALLOWED, () -> remote.factory().check(remote.access(URI.create(url))));
        assertRefused(Reason.HOST_NOT_ALLOWED, () -> remote.factory().connect(remote.access(URI.create(url)), house));
        assertThat(remote.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"token\":\"wrong\"}", "a=b"})
    void believesNoMessageThatAnybodyCouldHaveSent(String body) {
        assertRefused(Reason.FORGED, () -> remote.factory()
                .notice(remote.access(), Map.of(), body.getBytes(StandardCharsets.UTF_8)));
    }

    private static RemoteChange create(String reference, Map<String, String> fields) {
        return new RemoteChange(
                null,
                reference,
                null,
                fields.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Optional.of(entry.getValue()))));
    }

    private Map<String, String> read(String id) {
        return only(crm.read(KIND, Set.of(id), Set.of(name, text))).fields();
    }

    private List<RemoteRecord> all(RemoteKind kind, Instant since) {
        List<RemoteRecord> records = new ArrayList<>();
        String token = null;
        do {
            RemotePage page = crm.pull(new PullRequest(kind, since, token, Set.of(name)));
            records.addAll(page.records());
            assertThat(page.nextPageToken()).as("a page token again").isNotEqualTo(token == null ? "" : token);
            token = page.nextPageToken();
        } while (token != null);
        return records;
    }

    private static List<String> ids(List<RemoteRecord> records) {
        return records.stream().map(RemoteRecord::externalId).toList();
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }

    private static WriteOutcome.Written written(WriteOutcome outcome) {
        assertThat(outcome).isInstanceOf(WriteOutcome.Written.class);
        return (WriteOutcome.Written) outcome;
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CrmRefusal.class, refusal -> assertThat(refusal.reason())
                .isEqualTo(reason));
    }
}
