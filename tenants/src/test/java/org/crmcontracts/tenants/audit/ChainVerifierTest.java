package org.crmcontracts.tenants.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.crmcontracts.tenants.http.Json;

class ChainVerifierTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");

    @Property(tries = 50)
    void untouchedChainIsValid(@ForAll @IntRange(min = 0, max = 30) int length) {
        assertThat(verify(chain(length), length)).satisfies(report -> {
            assertThat(report.valid()).isTrue();
            assertThat(report.firstInvalid()).isNull();
            assertThat(report.events()).isEqualTo(length);
        });
    }

    @Property(tries = 100)
    void editedEventIsFound(
            @ForAll @IntRange(min = 1, max = 20) int length,
            @ForAll @IntRange(min = 0, max = 19) int place,
            @ForAll @IntRange(min = 0, max = 5) int field) {
        List<AuditEvent> events = chain(length);
        int at = place % length;
        events.set(at, edited(events.get(at), field));
        assertFoundAt(verify(events, length), at + 1);
    }

    @Property(tries = 50)
    void removedEventIsFound(
            @ForAll @IntRange(min = 1, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int place) {
        List<AuditEvent> events = chain(length);
        String head = events.get(length - 1).hash();
        int at = place % length;
        events.remove(at);
        assertFoundAt(verify(events, length, head), at + 1);
    }

    @Property(tries = 50)
    void insertedEventIsFound(
            @ForAll @IntRange(min = 1, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int place) {
        List<AuditEvent> events = chain(length);
        String head = events.get(length - 1).hash();
        int at = place % length;
        String before = at == 0 ? ChainVerifier.GENESIS : events.get(at - 1).hash();
        events.add(at, event(at + 1, "forged").linkedTo(before));
        assertFoundAt(verify(events, length, head), at + 2);
    }

    @Property(tries = 50)
    void reorderedEventsAreFound(
            @ForAll @IntRange(min = 2, max = 20) int length, @ForAll @IntRange(min = 0, max = 18) int place) {
        List<AuditEvent> events = chain(length);
        String head = events.get(length - 1).hash();
        int at = place % (length - 1);
        Collections.swap(events, at, at + 1);
        assertFoundAt(verify(events, length, head), at + 1);
    }

    @Property(tries = 30)
    void wholeChainForgedAgainDoesNotFitTheHead(@ForAll @IntRange(min = 1, max = 20) int length) {
        String head = chain(length).get(length - 1).hash();
        List<AuditEvent> forged = new ArrayList<>();
        String last = ChainVerifier.GENESIS;
        for (int i = 1; i <= length; i++) {
            AuditEvent event = event(i, "forged").linkedTo(last);
            forged.add(event);
            last = event.hash();
        }
        assertThat(verify(forged, length, head).valid()).isFalse();
    }

    @Property(tries = 200)
    void contentIsCanonicalJson(@ForAll String action, @ForAll String data, @ForAll boolean about) {
        AuditEvent event = new AuditEvent(
                AuditEvent.REFERRED,
                7,
                new UUID(1, 2),
                START,
                null,
                null,
                "c".repeat(64),
                action,
                AuditEvent.Outcome.REFUSED,
                "合同",
                about ? new UUID(3, 4) : null,
                data,
                "");
        Map<String, Object> content = new HashMap<>(
                Map.of("form", 2, "seq", 7, "id", event.id(), "at", START.toString(), "actorRef", "c".repeat(64)));
        content.putAll(Map.of("action", action, "outcome", "REFUSED", "subjectType", "合同", "data", data));
        content.put("subjectId", event.subjectId());
        assertThat(event.referredContent()).isEqualTo(Json.canonical(content));
    }

    private static void assertFoundAt(ChainReport report, long seq) {
        assertThat(report.valid()).isFalse();
        assertThat(report.firstInvalid()).isEqualTo(seq);
    }

    private static ChainReport verify(List<AuditEvent> events, long headSeq) {
        return verify(
                events,
                headSeq,
                events.isEmpty()
                        ? ChainVerifier.GENESIS
                        : events.get(events.size() - 1).hash());
    }

    private static ChainReport verify(List<AuditEvent> events, long headSeq, String headHash) {
        ChainVerifier verifier = new ChainVerifier();
        events.forEach(verifier::next);
        return verifier.against(headSeq, headHash);
    }

    private static List<AuditEvent> chain(int length) {
        List<AuditEvent> events = new ArrayList<>();
        String last = ChainVerifier.GENESIS;
        for (int i = 1; i <= length; i++) {
            AuditEvent event = event(i, "contract.created").linkedTo(last);
            events.add(event);
            last = event.hash();
        }
        return events;
    }

    private static AuditEvent event(long seq, String action) {
        // A chain that began in the old form goes on in the new one.
        int form = seq <= 5 ? AuditEvent.NAMED : AuditEvent.REFERRED;
        return new AuditEvent(
                form,
                seq,
                new UUID(0, seq),
                START.plusSeconds(seq),
                form == 1 ? "u1" : null,
                form == 1 ? "张三" : null,
                form == 1 ? null : "a".repeat(64),
                action,
                AuditEvent.Outcome.DONE,
                "contract",
                new UUID(1, seq),
                Json.canonical(Map.of("seq", seq)),
                "");
    }

    private static AuditEvent edited(AuditEvent e, int field) {
        return new AuditEvent(
                e.form(),
                e.seq(),
                field == 5 ? new UUID(9, 9) : e.id(),
                field == 0 ? e.at().plusNanos(1_000) : e.at(),
                field == 1 && e.form() == 1 ? "u2" : e.actorId(),
                e.actorName(),
                field == 1 && e.form() == 2 ? "b".repeat(64) : e.actorRef(),
                e.action(),
                field == 2 ? AuditEvent.Outcome.REFUSED : e.outcome(),
                e.subjectType(),
                field == 3 ? null : e.subjectId(),
                field == 4 ? "{}" : e.dataJson(),
                e.hash());
    }
}
