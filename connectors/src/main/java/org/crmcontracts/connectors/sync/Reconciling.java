package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Compares everything on both sides and notes what differs (对账), as the only proof that nothing was missed; and makes
 * good what a person chooses.
 */
@ApplicationScoped
public class Reconciling {
    public static final String MISSING_HERE = "MISSING_HERE";
    public static final String MISSING_THERE = "MISSING_THERE";
    public static final String DIFFERENT = "DIFFERENT";
    public static final String DUPLICATE = "DUPLICATE";
    private static final int MOST_PAGES = 5_000;

    @Inject
    SyncSessions sessions;

    @Inject
    Connections connections;

    @Inject
    OurRecords ourRecords;

    @Inject
    Links links;

    @Inject
    SyncOutbox outbox;

    @Inject
    PageWriter writer;

    @Inject
    SyncRuns runs;

    @Inject
    Pulling pulling;

    @Inject
    Pushing pushing;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    /** Begins a comparison; the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun begin(Tenant tenant, UUID connection, @Nullable Actor by) {
        return sessions.begin(tenant, connection, SyncRun.Kind.RECONCILE, null, by);
    }

    public SyncRun work(Tenant tenant, SyncSessions.Begun begun) {
        return sessions.run(tenant, begun, ReadOnlyCrm::new, session -> {
            for (RemoteKind kind : SyncSessions.KINDS) {
                if (!session.map(kind).rules().isEmpty()) {
                    compare(session, kind);
                }
            }
        });
    }

    private void compare(SyncSession session, RemoteKind kind) {
        Set<String> seen = new HashSet<>();
        Map<String, String> byFingerprint = new HashMap<>();
        Set<String> tokens = new HashSet<>();
        String token = null;
        Long total = null;
        do {
            RemotePage page = session.crm()
                    .pull(new PullRequest(kind, null, token, session.map(kind).asked()));
            if (page.total() != null && total == null) {
                total = page.total();
                long records = page.total();
                inTenant.run(session.tenant(), () -> runs.total(session.run(), records));
            }
            page.records().forEach(record -> seen.add(record.externalId()));
            inTenant.run(session.tenant(), () -> {
                connections.renew(session.connection(), session.fence());
                compare(session, kind, page.records(), byFingerprint);
            });
            token = page.nextPageToken();
            if (token != null && (!tokens.add(token) || tokens.size() > MOST_PAGES)) {
                throw new CrmRefusal(
                        CrmRefusal.Reason.BAD_ANSWER, Pulling.PAGES_REPEAT, "The CRM answered the same page again");
            }
        } while (token != null);
        if (total != null && seen.size() < total) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.BAD_ANSWER,
                    Pulling.INCOMPLETE_LISTING,
                    "The CRM listed " + seen.size() + " of " + total + " records");
        }
        inTenant.run(session.tenant(), () -> {
            List<String> missing = links.living(session.connection(), kind, id -> !seen.contains(id));
            Map<String, Links.Link> known = links.byExternal(session.connection(), kind, missing);
            runs.journal(
                    session.run(),
                    missing.stream()
                            .map(id -> line(kind, known.get(id).localId(), id, "", null, null, MISSING_THERE))
                            .toList());
        });
    }

    private void compare(
            SyncSession session, RemoteKind kind, List<RemoteRecord> records, Map<String, String> byFingerprint) {
        FieldMap map = session.map(kind);
        Map<String, Links.Link> known = links.byExternal(
                session.connection(),
                kind,
                records.stream().map(RemoteRecord::externalId).toList());
        Map<UUID, OurRecords.Ours> ours = ourRecords.locked(
                session.connection(),
                kind,
                known.values().stream().map(Links.Link::localId).toList());
        List<SyncRuns.Line> lines = new ArrayList<>();
        int different = 0;
        int leftOut = 0;
        for (RemoteRecord record : records) {
            Links.Link link = known.get(record.externalId());
            OurRecords.Ours mine = link == null ? null : ours.get(link.localId());
            if (mine == null && isLeftOut(session, map, record)) {
                leftOut++;
                continue;
            }
            Map<String, String> theirs = map.take(record.fields()).fields();
            String former = byFingerprint.putIfAbsent(SameValue.fingerprint(theirs), record.externalId());
            if (former != null && !former.equals(record.externalId())) {
                lines.add(line(kind, null, record.externalId(), "", former, theirs.get(FieldMap.NAME), DUPLICATE));
            }
            if (mine == null) {
                lines.add(line(kind, null, record.externalId(), "", null, theirs.get(FieldMap.NAME), MISSING_HERE));
                continue;
            }
            if (link != null && link.alias()) {
                continue;
            }
            int before = lines.size();
            for (String field : map.rules().keySet()) {
                if (!SameValue.same(field, mine.fields().get(field), theirs.get(field))) {
                    lines.add(line(
                            kind,
                            mine.id(),
                            record.externalId(),
                            field,
                            mine.fields().get(field),
                            theirs.get(field),
                            DIFFERENT));
                }
            }
            different += lines.size() > before ? 1 : 0;
        }
        runs.journal(session.run(), lines);
        runs.count(session.run(), new SyncRuns.Counts(0, 0, records.size() - different - leftOut, 0, 0, leftOut));
    }

    /** Whether a record that is not here is rightly so: for itself, or as a contact of an account that is. */
    private static boolean isLeftOut(SyncSession session, FieldMap map, RemoteRecord record) {
        if (record.problem() != null) {
            return false;
        }
        boolean admitted = map.filter().admits(record.fields());
        if (!admitted && map.kind() == RemoteKind.ACCOUNT) {
            session.leftOut().add(record.externalId());
        }
        return !admitted || PageWriter.accounts(map, List.of(record)).stream().anyMatch(session.leftOut()::has);
    }

    private static SyncRuns.Line line(
            RemoteKind kind,
            @Nullable UUID local,
            String external,
            String field,
            @Nullable String before,
            @Nullable String after,
            String what) {
        return new SyncRuns.Line(kind, local, external, SyncRuns.Side.LOCAL, field, before, after, what);
    }

    /** Begins making good; the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun beginRepair(Tenant tenant, UUID connection, @Nullable Actor by) {
        return sessions.begin(tenant, connection, SyncRun.Kind.REPAIR, null, by);
    }

    /**
     * Makes good chosen lines of a comparison: reads the records again, merges them, and marks as deleted what is not
     * there when asked for by its id. Doubled records are held for a person, who merges them in the CRM.
     */
    public SyncRun repair(Tenant tenant, SyncSessions.Begun begun, Collection<SyncRuns.Change> chosen) {
        return sessions.run(tenant, begun, session -> {
            for (RemoteKind kind : SyncSessions.KINDS) {
                Set<String> read = new LinkedHashSet<>();
                List<String> missing = new ArrayList<>();
                Set<UUID> ours = new HashSet<>();
                for (SyncRuns.Change change : chosen) {
                    String external = change.externalId();
                    if (change.kind() != kind || external == null) {
                        continue;
                    }
                    if (change.rule().equals(MISSING_THERE)) {
                        missing.add(external);
                    } else if (!change.rule().equals(DUPLICATE)) {
                        read.add(external);
                        if (change.localId() != null) {
                            ours.add(change.localId());
                        }
                    }
                }
                repair(session, kind, List.copyOf(read), missing, ours);
            }
            pushing.push(session);
        });
    }

    private void repair(SyncSession session, RemoteKind kind, List<String> read, List<String> missing, Set<UUID> ours) {
        int batch = session.traits().batch();
        for (int i = 0; i < read.size(); i += batch) {
            pulling.again(session, kind, read.subList(i, Math.min(i + batch, read.size())));
        }
        Map<String, Instant> gone = new HashMap<>();
        Pulling.notThere(session, kind, missing).forEach(id -> gone.put(id, clock.instant()));
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            writer.tombstone(session.scope(kind), gone, gone.size());
            outbox.add(session.connection(), kind, ours);
        });
    }
}
