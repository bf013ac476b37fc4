package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldFault;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Sends what has changed here, at most once for each change.
 *
 * <p>Responsibilities: 1. what is sent is what we hold and the CRM does not, found when it is sent; 2. that it is being
 * sent is committed before the call; 3. a lost answer is looked up before anything is sent again, and not before the
 * write must have taken effect; 4. each record has an outcome of its own.
 */
@ApplicationScoped
public class Pushing {
    private static final System.Logger LOG = System.getLogger(Pushing.class.getName());

    private static final int MOST_PLANNED = 50_000;

    @Inject
    SyncSessions sessions;

    @Inject
    Connections connections;

    @Inject
    SyncOutbox outbox;

    @Inject
    OurRecords ourRecords;

    @Inject
    Links links;

    @Inject
    Conflicts conflicts;

    @Inject
    PageWriter writer;

    @Inject
    Settling settling;

    @Inject
    Outcomes outcomes;

    @Inject
    Quarantine quarantine;

    @Inject
    SyncRuns runs;

    @Inject
    InTenant inTenant;

    /**
     * One change under way.
     *
     * @param fields ours, as they were sent
     * @param held whether some field of the record cannot be sent
     */
    record Outgoing(
            SyncOutbox.Entry entry,
            Links.@Nullable Link link,
            Map<String, Optional<String>> fields,
            boolean held,
            RemoteChange change) {}

    /** Begins a run that only sends; the problems of {@link SyncSessions#begin}. */
    public SyncRun push(Tenant tenant, UUID connection) {
        return sessions.run(tenant, sessions.begin(tenant, connection, SyncRun.Kind.PUSH, null, null), session -> {
            recover(session);
            push(session);
        });
    }

    /** What a dead worker was sending is in doubt from now on. */
    void recover(SyncSession session) {
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            outbox.doubt(session.connection(), session.doubt());
        });
    }

    /** Sends all that is due; accounts first, as contacts name them. */
    void push(SyncSession session) {
        for (RemoteKind kind : SyncSessions.KINDS) {
            if (session.map(kind).isWritten()) {
                settling.settle(session, kind);
                boolean more = true;
                while (more) {
                    more = step(session, kind);
                }
            }
        }
    }

    /**
     * Notes what would be sent, in the running transaction, which must be rolled back.
     *
     * @return how many records
     */
    int plan(SyncSession session) {
        int records = 0;
        for (RemoteKind kind : SyncSessions.KINDS) {
            List<Outgoing> batch = prepare(session, kind, outbox.due(session.connection(), kind, "NEW", MOST_PLANNED));
            for (Outgoing one : batch) {
                Links.Link link = one.link();
                Map<String, String> base = link == null || link.base() == null ? Map.of() : link.base();
                if (link == null) {
                    runs.journal(session.run(), List.of(outcomes.created(kind, one, null)));
                } else {
                    runs.journal(session.run(), outcomes.sent(kind, one, link, base));
                }
            }
            records += batch.size();
        }
        return records;
    }

    private boolean step(SyncSession session, RemoteKind kind) {
        refresh(session, kind);
        List<SyncOutbox.Entry> due = new ArrayList<>();
        List<Outgoing> batch = inTenant.call(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            due.addAll(outbox.due(
                    session.connection(), kind, "NEW", session.traits().batch()));
            return prepare(session, kind, due);
        });
        if (!batch.isEmpty()) {
            send(session, kind, batch);
        }
        return !due.isEmpty();
    }

    /**
     * What the CRM holds now enters the merge first, where it would not refuse a change made for an older revision or
     * where nobody knows what both held last.
     */
    private void refresh(SyncSession session, RemoteKind kind) {
        Map<String, SyncOutbox.Entry> linked = new HashMap<>();
        inTenant.run(session.tenant(), () -> {
            List<SyncOutbox.Entry> due = outbox.due(
                    session.connection(), kind, "NEW", session.traits().batch());
            Map<UUID, SyncOutbox.Entry> byId = new HashMap<>();
            due.forEach(entry -> byId.put(entry.localId(), entry));
            links.byLocal(session.connection(), kind, byId.keySet()).values().stream()
                    .filter(link -> !link.deleted() && (!session.traits().locksByRevision() || link.base() == null))
                    .forEach(link -> linked.put(link.externalId(), byId.get(link.localId())));
        });
        if (linked.isEmpty()) {
            return;
        }
        List<RemoteRecord> records = session.crm()
                .read(kind, Set.copyOf(linked.keySet()), session.map(kind).asked());
        Set<String> there = new HashSet<>();
        records.forEach(record -> there.add(record.externalId()));
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            writer.write(session.scope(kind), records, Set.of());
            linked.forEach((external, entry) -> {
                if (!there.contains(external)) {
                    outcomes.gone(session, kind, entry.localId());
                }
            });
        });
    }

    private List<Outgoing> prepare(SyncSession session, RemoteKind kind, List<SyncOutbox.Entry> due) {
        Set<UUID> ids = new HashSet<>();
        due.forEach(entry -> ids.add(entry.localId()));
        Map<UUID, Links.Link> known = links.byLocal(session.connection(), kind, ids);
        Map<UUID, OurRecords.Ours> ours = ourRecords.locked(session.connection(), kind, ids);
        Set<String> undecided = Set.copyOf(conflicts.open(session.connection(), kind, ids));
        List<Outgoing> batch = new ArrayList<>();
        for (SyncOutbox.Entry entry : due) {
            OurRecords.Ours record = ours.get(entry.localId());
            Links.Link link = known.get(entry.localId());
            if (record == null) {
                outbox.done(session.connection(), kind, entry.localId(), entry.wanted());
            } else if (link != null && link.deleted()) {
                outcomes.gone(session, kind, entry.localId());
            } else {
                outgoing(session, session.map(kind), entry, link, record, undecided)
                        .ifPresent(batch::add);
            }
        }
        return batch;
    }

    private Optional<Outgoing> outgoing(
            SyncSession session,
            FieldMap map,
            SyncOutbox.Entry entry,
            Links.@Nullable Link link,
            OurRecords.Ours record,
            Set<String> undecided) {
        UUID connection = session.connection();
        if (link == null
                && map.rules().containsKey(FieldMap.ACCOUNT)
                && !record.fields().containsKey(FieldMap.ACCOUNT)) {
            outbox.later(connection, entry, "ACCOUNT_NOT_THERE");
            return Optional.empty();
        }
        Map<String, Optional<String>> fields = new TreeMap<>();
        Map<String, String> base = link == null ? Map.of() : link.base() == null ? record.fields() : link.base();
        map.rules().forEach((field, rule) -> {
            String value = record.fields().get(field);
            if (map.mayWrite(field)
                    && !undecided.contains(entry.localId() + " " + field)
                    && !SameValue.same(field, value, base.get(field))
                    && ThreeWayMerge.goesOut(rule, value)) {
                fields.put(field, Optional.ofNullable(value));
            }
        });
        List<FieldFault> faults = new ArrayList<>();
        Map<String, Optional<String>> theirs = map.give(fields, faults);
        for (FieldFault fault : faults) {
            fields.remove(fault.field());
            quarantine.holdOut(
                    connection,
                    map.kind(),
                    entry.localId(),
                    fault.code().name(),
                    fault.field(),
                    fault.field() + ": " + fault.code());
        }
        if (theirs.isEmpty() || (link == null && !faults.isEmpty())) {
            if (faults.isEmpty()) {
                outbox.done(connection, map.kind(), entry.localId(), entry.wanted());
            } else {
                outbox.dead(
                        connection,
                        map.kind(),
                        entry.localId(),
                        faults.get(0).code().name());
            }
            return Optional.empty();
        }
        outbox.send(connection, entry, fields);
        return Optional.of(new Outgoing(
                entry,
                link,
                fields,
                !faults.isEmpty(),
                new RemoteChange(
                        link == null ? null : link.externalId(),
                        entry.localId().toString(),
                        link == null ? null : link.revision(),
                        theirs)));
    }

    private void send(SyncSession session, RemoteKind kind, List<Outgoing> batch) {
        List<WriteOutcome> answers;
        CrmRefusal refusal = null;
        try {
            answers = session.crm()
                    .write(kind, batch.stream().map(Outgoing::change).toList());
            if (answers.size() != batch.size()) {
                answers = all(batch, new WriteOutcome.Unknown(answers.size() + " outcomes for " + batch.size()));
            }
        } catch (CrmRefusal e) {
            refusal = e;
            answers = all(
                    batch,
                    surelyNotDone(e.reason())
                            ? new WriteOutcome.NotYet(e.reason(), String.valueOf(e.getMessage()))
                            : new WriteOutcome.Unknown(String.valueOf(e.getMessage())));
        } catch (ReadOnlyCrm.WouldWrite e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a write of run " + session.run() + " failed", e);
            answers = all(batch, new WriteOutcome.Unknown(String.valueOf(e.getMessage())));
        }
        List<WriteOutcome> told = answers;
        Set<String> changed = inTenant.call(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            return outcomes.note(session, kind, batch, told);
        });
        if (!changed.isEmpty()) {
            List<RemoteRecord> records =
                    session.crm().read(kind, changed, session.map(kind).asked());
            inTenant.run(session.tenant(), () -> {
                connections.renew(session.connection(), session.fence());
                writer.write(session.scope(kind), records, Set.of());
            });
        }
        CrmRefusal stop = refusal == null ? Outcomes.stop(told) : refusal;
        if (stop != null) {
            throw stop;
        }
    }

    private static List<WriteOutcome> all(List<Outgoing> batch, WriteOutcome outcome) {
        return batch.stream().map(any -> outcome).toList();
    }

    private static boolean surelyNotDone(CrmRefusal.Reason reason) {
        return switch (reason) {
            case THROTTLED, NEEDS_RECONNECT, HOST_NOT_ALLOWED -> true;
            default -> false;
        };
    }
}
