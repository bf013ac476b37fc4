package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.isolation.InTenant;

/** Finds out what became of writes whose answers were lost: by our reference, or by the record's id. */
@ApplicationScoped
class Settling {
    @Inject
    SyncOutbox outbox;

    @Inject
    Links links;

    @Inject
    Quarantine quarantine;

    @Inject
    Connections connections;

    @Inject
    PageWriter writer;

    @Inject
    SyncRuns runs;

    @Inject
    InTenant inTenant;

    /** Looks for what is due; a record that cannot be found is sent again. */
    void settle(SyncSession session, RemoteKind kind) {
        List<SyncOutbox.Entry> due;
        do {
            due = inTenant.call(session.tenant(), () -> {
                connections.renew(session.connection(), session.fence());
                return outbox.due(
                        session.connection(), kind, "UNKNOWN", session.traits().batch());
            });
            Set<java.util.UUID> ids = new HashSet<>();
            due.forEach(entry -> ids.add(entry.localId()));
            Map<java.util.UUID, Links.Link> known =
                    inTenant.call(session.tenant(), () -> links.byLocal(session.connection(), kind, ids));
            Map<String, SyncOutbox.Entry> updated = new HashMap<>();
            for (SyncOutbox.Entry entry : due) {
                Links.Link link = known.get(entry.localId());
                if (link == null) {
                    created(session, entry, true);
                } else {
                    updated.put(link.externalId(), entry);
                }
            }
            if (!updated.isEmpty()) {
                updated(session, kind, updated);
            }
        } while (!due.isEmpty());
    }

    /** Reads the records and merges them: what they lack of ours then goes out as any other change. */
    void updated(SyncSession session, RemoteKind kind, Map<String, SyncOutbox.Entry> entries) {
        List<RemoteRecord> records = session.crm()
                .read(kind, Set.copyOf(entries.keySet()), session.map(kind).asked());
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            entries.values().forEach(entry -> outbox.again(session.connection(), kind, entry.localId()));
            writer.write(session.scope(kind), records, Set.of());
        });
    }

    /**
     * None there: sent again. One: it is ours. More: a person must look.
     *
     * @param late whether the write would be there by now if it had been done
     */
    void created(SyncSession session, SyncOutbox.Entry entry, boolean late) {
        RemoteKind kind = entry.kind();
        List<RemoteRecord> found = session.crm()
                .findByReference(
                        kind, entry.localId().toString(), session.map(kind).asked());
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            if (found.size() > 1) {
                quarantine.holdOut(
                        session.connection(),
                        kind,
                        entry.localId(),
                        Quarantine.DUPLICATE_REMOTE,
                        null,
                        "The CRM holds it " + found.size() + " times");
                outbox.dead(session.connection(), kind, entry.localId(), Quarantine.DUPLICATE_REMOTE);
            } else if (found.size() == 1) {
                adopt(session, entry, found.get(0));
            } else if (late) {
                outbox.again(session.connection(), kind, entry.localId());
            }
        });
    }

    private void adopt(SyncSession session, SyncOutbox.Entry entry, RemoteRecord record) {
        RemoteKind kind = entry.kind();
        Map<String, String> theirs = session.map(kind).take(record.fields()).fields();
        Map<String, String> base = new HashMap<>(theirs);
        if (links.adopt(
                session.connection(),
                kind,
                record.externalId(),
                entry.localId(),
                record.revision(),
                base,
                SameValue.fingerprint(theirs))) {
            runs.journal(
                    session.run(),
                    List.of(new SyncRuns.Line(
                            kind,
                            entry.localId(),
                            record.externalId(),
                            SyncRuns.Side.REMOTE,
                            "",
                            null,
                            theirs.get("name"),
                            "CREATED")));
            runs.pushed(session.run(), 1);
            outbox.again(session.connection(), kind, entry.localId());
        } else {
            quarantine.holdOut(
                    session.connection(),
                    kind,
                    entry.localId(),
                    Quarantine.DUPLICATE_REMOTE,
                    null,
                    "The CRM's record " + record.externalId() + " belongs to another one of ours");
            outbox.dead(session.connection(), kind, entry.localId(), Quarantine.DUPLICATE_REMOTE);
        }
    }
}
