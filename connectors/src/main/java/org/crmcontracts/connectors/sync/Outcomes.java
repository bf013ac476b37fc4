package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** Notes what became of what was sent, each record for itself. Callers bring the transaction. */
@ApplicationScoped
class Outcomes {
    static final String GONE = "GONE";
    static final String DUPLICATE = "DUPLICATE";

    @Inject
    SyncOutbox outbox;

    @Inject
    Links links;

    @Inject
    Quarantine quarantine;

    @Inject
    SyncRuns runs;

    /** Answers the CRM's ids of the records that were changed there meanwhile. */
    Set<String> note(SyncSession session, RemoteKind kind, List<Pushing.Outgoing> batch, List<WriteOutcome> answers) {
        UUID connection = session.connection();
        Set<String> changed = new HashSet<>();
        List<SyncRuns.Line> lines = new ArrayList<>();
        int written = 0;
        for (int i = 0; i < batch.size(); i++) {
            Pushing.Outgoing one = batch.get(i);
            UUID local = one.entry().localId();
            WriteOutcome answer = answers.get(i);
            if (answer instanceof WriteOutcome.Written done) {
                written(session, kind, one, done, lines);
                written++;
            } else if (answer instanceof WriteOutcome.Changed) {
                changed(connection, one);
                Optional.ofNullable(one.link()).ifPresent(link -> changed.add(link.externalId()));
            } else {
                notWritten(session, kind, one, answer);
            }
        }
        runs.journal(session.run(), lines);
        runs.pushed(session.run(), written);
        return changed;
    }

    /** Sent again at once, after a second time only after a pause. */
    private void changed(UUID connection, Pushing.Outgoing one) {
        if (one.entry().tries() == 0) {
            outbox.again(connection, one.entry().kind(), one.entry().localId());
        } else {
            outbox.later(connection, one.entry(), "CHANGED");
        }
    }

    private void notWritten(SyncSession session, RemoteKind kind, Pushing.Outgoing one, WriteOutcome answer) {
        UUID connection = session.connection();
        UUID local = one.entry().localId();
        if (answer instanceof WriteOutcome.Unknown) {
            outbox.unknown(connection, kind, local, session.doubt());
        } else if (answer instanceof WriteOutcome.Gone) {
            gone(session, kind, local);
        } else if (answer instanceof WriteOutcome.Duplicate other) {
            String id = other.externalId();
            refuse(connection, kind, local, DUPLICATE, null, id == null ? "" : "As the CRM's record " + id);
        } else if (answer instanceof WriteOutcome.Refused refused) {
            refuse(connection, kind, local, refused.code(), ours(session, kind, refused.field()), refused.message());
        } else if (answer instanceof WriteOutcome.NotYet notYet) {
            outbox.later(connection, one.entry(), notYet.reason().name());
        }
    }

    /** The refusal that stops the run, as the next call would be refused as well; null for none. */
    static @Nullable CrmRefusal stop(List<WriteOutcome> answers) {
        for (WriteOutcome answer : answers) {
            if (answer instanceof WriteOutcome.NotYet notYet
                    && (notYet.reason() == CrmRefusal.Reason.THROTTLED
                            || notYet.reason() == CrmRefusal.Reason.NEEDS_RECONNECT)) {
                return new CrmRefusal(notYet.reason(), null, notYet.message());
            }
        }
        return null;
    }

    private void written(
            SyncSession session,
            RemoteKind kind,
            Pushing.Outgoing one,
            WriteOutcome.Written done,
            List<SyncRuns.Line> lines) {
        UUID connection = session.connection();
        UUID local = one.entry().localId();
        Links.Link link = one.link();
        Map<String, String> former = link == null || link.base() == null ? Map.of() : link.base();
        Map<String, String> base = new TreeMap<>(former);
        one.fields()
                .forEach((field, value) ->
                        value.ifPresentOrElse(text -> base.put(field, text), () -> base.remove(field)));
        Map<String, String> mapped = new TreeMap<>(base);
        mapped.keySet().retainAll(session.map(kind).rules().keySet());
        String fingerprint = SameValue.fingerprint(mapped);
        if (link != null) {
            links.sent(connection, kind, link.externalId(), done.revision(), base, fingerprint);
            lines.addAll(sent(kind, one, link, former));
        } else if (links.adopt(connection, kind, done.externalId(), local, done.revision(), base, fingerprint)) {
            lines.add(created(kind, one, done.externalId()));
        } else {
            refuse(
                    connection,
                    kind,
                    local,
                    Quarantine.DUPLICATE_REMOTE,
                    null,
                    "The CRM's record " + done.externalId() + " belongs to another one of ours");
            return;
        }
        outbox.done(connection, kind, local, one.entry().wanted());
        if (!one.held()) {
            quarantine.release(connection, kind, List.of(local.toString()));
        }
    }

    /** The lines of an update that was sent. */
    List<SyncRuns.Line> sent(RemoteKind kind, Pushing.Outgoing one, Links.Link link, Map<String, String> former) {
        List<SyncRuns.Line> lines = new ArrayList<>();
        one.fields()
                .forEach((field, value) -> lines.add(new SyncRuns.Line(
                        kind,
                        link.localId(),
                        link.externalId(),
                        SyncRuns.Side.REMOTE,
                        field,
                        former.get(field),
                        value.orElse(null),
                        "SENT")));
        return lines;
    }

    /** The line of a record that was created there. */
    SyncRuns.Line created(RemoteKind kind, Pushing.Outgoing one, @Nullable String externalId) {
        return new SyncRuns.Line(
                kind,
                one.entry().localId(),
                externalId,
                SyncRuns.Side.REMOTE,
                "",
                null,
                one.fields().getOrDefault("name", Optional.empty()).orElse(null),
                "CREATED");
    }

    private void refuse(
            UUID connection, RemoteKind kind, UUID local, String code, @Nullable String field, String message) {
        quarantine.holdOut(connection, kind, local, code, field, message);
        outbox.dead(connection, kind, local, code);
    }

    void gone(SyncSession session, RemoteKind kind, UUID local) {
        links.gone(session.connection(), kind, local);
        refuse(session.connection(), kind, local, GONE, null, "The CRM has no such record any more");
    }

    private static @Nullable String ours(SyncSession session, RemoteKind kind, @Nullable String theirs) {
        return session.map(kind).rules().values().stream()
                .filter(rule -> rule.mapping().theirs().equals(theirs))
                .map(rule -> rule.mapping().ours())
                .findFirst()
                .orElse(theirs);
    }
}
