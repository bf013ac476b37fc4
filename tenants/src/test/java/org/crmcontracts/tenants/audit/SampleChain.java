package org.crmcontracts.tenants.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Json;

/** A chain and its persons without a database. */
public record SampleChain(List<AuditEvent> events, List<AuditPerson> people) {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00.000001Z");

    /** Of that many events, done by ten persons in turn. */
    public static SampleChain of(int length) {
        List<AuditPerson> people = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            people.add(AuditPerson.of(AuditPerson.Kind.ACTOR, "u" + i, "Person " + i));
        }
        List<AuditEvent> events = new ArrayList<>(length);
        for (int seq = 1; seq <= length; seq++) {
            events.add(event(seq, people.get(seq % 10).ref(), "contract.created"));
        }
        return new SampleChain(linked(events, 0), people);
    }

    public static AuditEvent event(long seq, String actorRef, String action) {
        return new AuditEvent(
                AuditEvent.REFERRED,
                seq,
                new UUID(0, seq),
                START.plusSeconds(seq),
                null,
                null,
                actorRef,
                action,
                AuditEvent.Outcome.DONE,
                "contract",
                new UUID(1, seq),
                Json.canonical(Map.of("seq", seq)),
                "");
    }

    /** With the hashes made anew from an index on, as one who owns the database would. */
    public static List<AuditEvent> linked(List<AuditEvent> events, int from) {
        List<AuditEvent> linked = new ArrayList<>(events.subList(0, from));
        String last = from == 0 ? ChainVerifier.GENESIS : events.get(from - 1).hash();
        for (AuditEvent event : events.subList(from, events.size())) {
            AuditEvent next = event.linkedTo(last);
            linked.add(next);
            last = next.hash();
        }
        return linked;
    }
}
