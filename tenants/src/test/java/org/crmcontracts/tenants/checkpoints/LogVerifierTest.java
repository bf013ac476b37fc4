package org.crmcontracts.tenants.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.crmcontracts.tenants.audit.AuditEvent;
import org.crmcontracts.tenants.audit.AuditPerson;
import org.crmcontracts.tenants.audit.ChainVerifier;
import org.crmcontracts.tenants.audit.SampleChain;
import org.junit.jupiter.api.Test;

class LogVerifierTest {
    private static final UUID TENANT = new UUID(5, 5);
    private static final int LENGTH = 100_000;
    private static final SigningKeys KEYS = new SigningKeys(Optional.of(SigningKeys.newKey()));
    private static final SampleChain LONG = SampleChain.of(LENGTH);
    private static final SampleChain SMALL = SampleChain.of(100);

    @Test
    void everyForgeryOfAHundredThousandRecordsIsFoundAtItsPlace() throws Exception {
        AuditEvent last = LONG.events().get(LENGTH - 1);
        LogReport untouched = verify(file(LONG.events(), LONG.people(), last, List.of()), List.of());
        assertThat(untouched.isGood()).as(String.valueOf(untouched.faults())).isTrue();
        assertThat(untouched.events()).isEqualTo(LENGTH);
        assertEveryForgeryIsFound(LONG.events(), 1);
    }

    @Test
    void forgeriesAreFoundWhereverTheyAre() {
        assertEveryForgeryIsFound(SMALL.events(), 300);
    }

    private static void assertEveryForgeryIsFound(List<AuditEvent> chain, int tries) {
        Random random = new Random(20_261_125);
        int length = chain.size();
        AuditEvent last = chain.get(length - 1);
        for (int i = 0; i < tries; i++) {
            int at = 1 + random.nextInt(length - 2);
            AuditEvent victim = chain.get(at);
            assertBad(changed(chain, events -> events.set(at, edited(victim))), last, at + 1);
            assertBad(changed(chain, events -> events.remove(at)), last, at + 1);
            assertBad(
                    changed(
                            chain,
                            events -> events.add(
                                    at,
                                    SampleChain.linked(
                                                    List.of(
                                                            events.get(at - 1),
                                                            SampleChain.event(at + 1, victim.actorRef(), "forged")),
                                                    1)
                                            .get(1))),
                    last,
                    at + 2);
            assertBad(changed(chain, events -> Collections.swap(events, at, at + 1)), last, at + 1);
            assertBad(changed(chain, events -> events.subList(at, length).clear()), last, at + 1);
        }
    }

    @Test
    void aChainMadeAnewIsFoundByACheckpointHeldOutsideOnly() throws Exception {
        List<SignedCheckpoint> held = series(LONG.events(), 20_000, 60_000, 90_000);
        int at = 40_000;
        List<AuditEvent> rebuilt = new ArrayList<>(LONG.events());
        rebuilt.set(at, edited(rebuilt.get(at)));
        List<AuditEvent> forged = SampleChain.linked(rebuilt, at);
        AuditEvent head = forged.get(LENGTH - 1);
        // Who owns the database cannot sign, so leaves out the checkpoints after the place.
        Stream<String> file = file(forged, LONG.people(), head, held.subList(0, 1));
        assertThat(verify(file, List.of()).isGood()).isTrue();
        LogReport report = verify(file(forged, LONG.people(), head, held.subList(0, 1)), List.of(text(held.get(2))));
        assertThat(report.firstBad()).hasValue(20_001);
        assertThat(report.faults()).first().asString().contains("checkpoint");
    }

    @Test
    void rebuildingFromAnyRecordIsFoundByAnyLaterCheckpoint() throws Exception {
        Random random = new Random(11);
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(99);
            int sealed = at + 1 + random.nextInt(99 - at);
            List<AuditEvent> events = new ArrayList<>(SMALL.events());
            events.set(at, edited(events.get(at)));
            List<AuditEvent> forged = SampleChain.linked(events, at);
            String held = series(SMALL.events(), sealed + 1).get(0).jws();
            LogReport report = verify(file(forged, SMALL.people(), forged.get(99), List.of()), List.of(held));
            assertThat(report.firstBad()).as(at + " " + sealed).hasValue(1);
        }
    }

    @Test
    void aCutOffChainWithANewHeadIsFoundByACheckpointHeldOutside() throws Exception {
        List<SignedCheckpoint> held = series(SMALL.events(), 50, 100);
        List<AuditEvent> cut = SMALL.events().subList(0, 70);
        Stream<String> file = file(cut, SMALL.people(), cut.get(69), held.subList(0, 1));
        assertThat(verify(file, List.of()).isGood()).isTrue();
        LogReport report =
                verify(file(cut, SMALL.people(), cut.get(69), held.subList(0, 1)), List.of(text(held.get(1))));
        assertThat(report.firstBad()).hasValue(71);
    }

    @Test
    void checkpointsMissingMovedOrForgedAreFound() throws Exception {
        List<SignedCheckpoint> good = series(SMALL.events(), 20, 40, 60);
        assertThat(small(good, List.of()).isGood()).isTrue();
        assertThat(small(good, List.of(good.get(2).jws())).confirmedUpTo()).isEqualTo(60);
        assertThat(small(List.of(good.get(0), good.get(2)), List.of()).faults())
                .singleElement()
                .asString()
                .contains("at record 60");
        assertThat(small(List.of(good.get(1), good.get(0), good.get(2)), List.of())
                        .isGood())
                .isFalse();
        SigningKeys foreign = new SigningKeys(Optional.of(SigningKeys.newKey()));
        Checkpoint stated = good.get(0).checkpoint();
        assertThat(small(List.of(new SignedCheckpoint(new UUID(0, 9), stated, foreign.sign(stated))), List.of())
                        .faults())
                .singleElement()
                .asString()
                .contains("unknown key");
        Checkpoint others = new Checkpoint(new UUID(6, 6), 20, stated.hash(), stated.at(), stated.previous());
        assertThat(small(List.of(), List.of(KEYS.sign(others))).faults())
                .singleElement()
                .asString()
                .contains("another tenant");
        String jws = good.get(0).jws();
        char middle = jws.charAt(jws.length() / 2);
        String bent =
                jws.substring(0, jws.length() / 2) + (middle == 'A' ? 'B' : 'A') + jws.substring(jws.length() / 2 + 1);
        assertThat(small(List.of(), List.of(bent)).isGood()).isFalse();
    }

    @Test
    void anErasedPersonIsNoFaultAndAChangedOneIs() throws Exception {
        AuditEvent last = SMALL.events().get(99);
        List<AuditPerson> fewer = SMALL.people().subList(0, 4);
        assertThat(verify(file(SMALL.events(), fewer, last, List.of()), List.of())
                        .isGood())
                .isTrue();
        List<AuditPerson> changed = new ArrayList<>(SMALL.people());
        AuditPerson victim = changed.get(3);
        changed.set(3, new AuditPerson(victim.ref(), victim.kind(), victim.salt(), victim.userId(), "Mr X"));
        LogReport report = verify(file(SMALL.events(), changed, last, List.of()), List.of());
        assertThat(report.firstBad()).hasValue(3);
        assertThat(report.faults()).first().asString().contains("person");
    }

    @Test
    void brokenFilesAreToldByTheirLine() throws Exception {
        AuditEvent last = SMALL.events().get(99);
        List<String> lines =
                file(SMALL.events(), SMALL.people(), last, List.of()).toList();
        List<String> cut = lines.subList(0, lines.size() - 1);
        assertThat(verify(cut.stream(), List.of()).faults())
                .singleElement()
                .asString()
                .contains("ends early");
        List<String> half = new ArrayList<>(lines);
        half.set(20, half.get(20).substring(0, 40) + "\n");
        assertThat(verify(half.stream(), List.of()).firstBad()).hasValue(10);
        List<String> unknown = new ArrayList<>(lines);
        unknown.add(30, "{\"type\":\"note\"}\n");
        assertThat(verify(unknown.stream(), List.of()).isGood()).isFalse();
        assertThatThrownBy(() -> verify(Stream.of("{}\n"), List.of())).isInstanceOf(LogVerifier.NoLog.class);
        assertThatThrownBy(() -> verify(Stream.of(), List.of())).isInstanceOf(LogVerifier.NoLog.class);
    }

    private interface Forgery {
        void on(List<AuditEvent> events);
    }

    private static List<AuditEvent> changed(List<AuditEvent> chain, Forgery forgery) {
        List<AuditEvent> events = new ArrayList<>(chain);
        forgery.on(events);
        return events;
    }

    private static AuditEvent edited(AuditEvent e) {
        return new AuditEvent(
                e.form(),
                e.seq(),
                e.id(),
                e.at(),
                e.actorId(),
                e.actorName(),
                e.actorRef(),
                "contract.cancelled",
                e.outcome(),
                e.subjectType(),
                e.subjectId(),
                e.dataJson(),
                e.hash());
    }

    private static void assertBad(List<AuditEvent> events, AuditEvent head, long firstBad) {
        ChainVerifier verifier = new ChainVerifier();
        events.forEach(verifier::next);
        assertThat(verifier.against(head.seq(), head.hash()).firstInvalid()).isEqualTo(firstBad);
    }

    private static LogReport small(List<SignedCheckpoint> checkpoints, List<String> held) throws Exception {
        return verify(file(SMALL.events(), SMALL.people(), SMALL.events().get(99), checkpoints), held);
    }

    private static List<SignedCheckpoint> series(List<AuditEvent> events, int... seqs) {
        List<SignedCheckpoint> series = new ArrayList<>();
        String previous = ChainVerifier.GENESIS;
        for (int seq : seqs) {
            Checkpoint checkpoint = new Checkpoint(
                    TENANT, seq, events.get(seq - 1).hash(), Instant.parse("2026-11-25T00:00:00Z"), previous);
            SignedCheckpoint signed = new SignedCheckpoint(new UUID(0, seq), checkpoint, KEYS.sign(checkpoint));
            series.add(signed);
            previous = signed.hash();
        }
        return series;
    }

    private static String text(SignedCheckpoint signed) {
        return LogFile.line("x", CheckpointView.of(signed));
    }

    private static Stream<String> file(
            List<AuditEvent> events, List<AuditPerson> people, AuditEvent head, List<SignedCheckpoint> checkpoints) {
        LogFile.Header header = new LogFile.Header(
                LogFile.FORM,
                TENANT,
                "acme",
                Instant.parse("2026-11-25T12:00:00Z"),
                head.seq(),
                head.hash(),
                KEYS.publicKeys().asJson());
        return Stream.of(
                        Stream.of(LogFile.line(LogFile.HEADER, header)),
                        checkpoints.stream()
                                .map(known -> LogFile.line(
                                        LogFile.CHECKPOINT, new LogFile.CheckpointLine(known.id(), known.jws()))),
                        people.stream().map(person -> LogFile.line(LogFile.PERSON, person)),
                        events.stream().map(event -> LogFile.line(LogFile.EVENT, event)),
                        Stream.of(LogFile.line(LogFile.END, new LogFile.End(events.size()))))
                .flatMap(lines -> lines);
    }

    private static LogReport verify(Stream<String> lines, List<String> held) throws Exception {
        return new LogVerifier(new BufferedReader(new LinesReader(lines.iterator()))).verify(held, null);
    }

    /** A file that is never in memory as a whole. */
    private static final class LinesReader extends Reader {
        private final Iterator<String> lines;
        private Reader current = new StringReader("");

        LinesReader(Iterator<String> lines) {
            this.lines = lines;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int read = current.read(into, from, length);
            while (read < 0 && lines.hasNext()) {
                current = new StringReader(lines.next());
                read = current.read(into, from, length);
            }
            return read;
        }

        @Override
        public void close() {}
    }
}
