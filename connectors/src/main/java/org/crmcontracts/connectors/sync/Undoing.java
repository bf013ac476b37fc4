package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Takes a run back (撤销): each field that still has the value the run gave it gets its former one, here and, through the
 * outbox, there. What was edited since, what the CRM owns and what the run created stays and is listed.
 */
@ApplicationScoped
public class Undoing {
    public static final String UNDONE = "UNDONE";
    public static final String EDITED_SINCE = "EDITED_SINCE";
    public static final String OWNED_BY_CRM = "OWNED_BY_CRM";
    public static final String CREATED = "CREATED";
    private static final int LINES_AT_ONCE = 500;
    private static final Set<SyncRun.Kind> POSSIBLE = Set.of(
            SyncRun.Kind.PULL,
            SyncRun.Kind.PUSH,
            SyncRun.Kind.NOTICE,
            SyncRun.Kind.FULL,
            SyncRun.Kind.REPAIR,
            SyncRun.Kind.UNDO);

    @Inject
    SyncSessions sessions;

    @Inject
    Connections connections;

    @Inject
    OurRecords ourRecords;

    @Inject
    SyncOutbox outbox;

    @Inject
    SyncRuns runs;

    @Inject
    Pushing pushing;

    @Inject
    InTenant inTenant;

    /** Begins; {@code RUN_NOT_FOUND}, {@code RUN_CANNOT_BE_UNDONE}, and the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun begin(Tenant tenant, UUID connection, UUID run, @Nullable Actor by) {
        SyncRun former = inTenant.join(tenant, () -> runs.get(connection, run));
        if (!POSSIBLE.contains(former.kind()) || former.outcome() == SyncRun.Outcome.RUNNING) {
            throw new Problem(SyncProblem.RUN_CANNOT_BE_UNDONE);
        }
        return sessions.begin(tenant, connection, SyncRun.Kind.UNDO, run, by);
    }

    public SyncRun work(Tenant tenant, SyncSessions.Begun begun) {
        return sessions.run(tenant, begun, session -> {
            UUID former = inTenant.call(tenant, () -> runs.get(begun.run()).undoOf());
            int after = 0;
            while (former != null) {
                int from = after;
                UUID run = former;
                after = inTenant.call(tenant, () -> {
                    connections.renew(session.connection(), session.fence());
                    List<SyncRuns.Change> lines = runs.changes(run, from, LINES_AT_ONCE);
                    for (RemoteKind kind : SyncSessions.KINDS) {
                        undo(
                                session,
                                kind,
                                lines.stream()
                                        .filter(line -> line.kind() == kind)
                                        .toList());
                    }
                    return lines.isEmpty() ? -1 : lines.get(lines.size() - 1).seq();
                });
                if (after < 0) {
                    break;
                }
            }
            pushing.push(session);
        });
    }

    private void undo(SyncSession session, RemoteKind kind, List<SyncRuns.Change> lines) {
        FieldMap map = session.map(kind);
        Set<UUID> ids = new HashSet<>();
        lines.stream()
                .map(SyncRuns.Change::localId)
                .filter(java.util.Objects::nonNull)
                .forEach(ids::add);
        Map<UUID, OurRecords.Ours> ours = ourRecords.locked(session.connection(), kind, ids);
        Map<UUID, Map<String, String>> restored = new HashMap<>();
        Map<UUID, UUID> customers = new HashMap<>();
        List<SyncRuns.Line> noted = new ArrayList<>();
        for (SyncRuns.Change line : lines) {
            OurRecords.Ours record = line.localId() == null ? null : ours.get(line.localId());
            if (record == null
                    || FieldMapping.isOursOnly(line.field())
                    || line.rule().equals(EDITED_SINCE)
                    || line.rule().equals(OWNED_BY_CRM)) {
                continue;
            }
            Map<String, String> fields = restored.getOrDefault(record.id(), new TreeMap<>(record.fields()));
            String now = fields.get(line.field());
            String rule;
            if (line.field().isEmpty()) {
                rule = CREATED;
            } else if (SameValue.same(line.field(), now, line.before())) {
                continue;
            } else if (!SameValue.same(line.field(), now, line.after()) || impossible(session, line, customers)) {
                rule = EDITED_SINCE;
            } else if (!map.mayWrite(line.field())) {
                rule = OWNED_BY_CRM;
            } else {
                rule = UNDONE;
                ThreeWayMerge.put(fields, line.field(), line.before());
                restored.put(record.id(), fields);
            }
            noted.add(new SyncRuns.Line(
                    kind,
                    record.id(),
                    line.externalId(),
                    SyncRuns.Side.LOCAL,
                    line.field(),
                    now,
                    rule.equals(UNDONE) ? line.before() : now,
                    rule));
        }
        List<OurRecords.Written> written = new ArrayList<>();
        restored.forEach((id, fields) -> written.add(new OurRecords.Written(id, customers.get(id), fields)));
        ourRecords.update(kind, written);
        runs.journal(session.run(), noted);
        runs.count(session.run(), new SyncRuns.Counts(0, restored.size(), 0, 0, 0, 0));
        outbox.add(session.connection(), kind, restored.keySet());
    }

    /** A contact goes back to a customer that is still linked, or stays. */
    private boolean impossible(SyncSession session, SyncRuns.Change line, Map<UUID, UUID> customers) {
        String account = line.before();
        if (!line.field().equals(FieldMap.ACCOUNT)) {
            return line.field().equals(FieldMap.NAME) && SameValue.isBlank(account);
        }
        UUID customer = account == null
                ? null
                : ourRecords.customers(session.connection(), List.of(account)).get(account);
        if (customer != null && line.localId() != null) {
            customers.put(line.localId(), customer);
        }
        return customer == null;
    }
}
