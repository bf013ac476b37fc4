package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
 * Shows what a pull would do: the same code on what the CRM lists now, in a transaction that is rolled back, with a CRM
 * that cannot be written to. Only the plan is kept.
 */
@ApplicationScoped
public class DryRunning {
    /** A plan of more records is no plan that a person reads; they are all held in memory. */
    private static final int MOST_RECORDS = 50_000;

    private static final int MOST_CHANGES = 100_000;

    @Inject
    SyncSessions sessions;

    @Inject
    Connections connections;

    @Inject
    Cursors cursors;

    @Inject
    PageWriter writer;

    @Inject
    OurRecords ourRecords;

    @Inject
    Pulling pulling;

    @Inject
    SyncRuns runs;

    @Inject
    Clock clock;

    @Inject
    Pushing pushing;

    @Inject
    InTenant inTenant;

    /** What was planned, on its way out of the transaction. */
    private static final class Plan extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SyncRun run;
        private final transient List<SyncRuns.Change> changes;
        private final int pushed;
        private final transient @Nullable MassDeletion stopped;

        Plan(SyncRun run, List<SyncRuns.Change> changes, int pushed, @Nullable MassDeletion stopped) {
            super("rolled back", null, false, false);
            this.run = run;
            this.changes = changes;
            this.pushed = pushed;
            this.stopped = stopped;
        }
    }

    private record Listed(List<List<RemoteRecord>> pages, Map<String, Instant> deletions) {}

    /** Begins; the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun begin(Tenant tenant, UUID connection, @Nullable Actor by) {
        return sessions.begin(tenant, connection, SyncRun.Kind.DRY, null, by);
    }

    public SyncRun work(Tenant tenant, SyncSessions.Begun begun) {
        return sessions.run(tenant, begun, ReadOnlyCrm::new, session -> {
            Map<RemoteKind, Listed> listed = new HashMap<>();
            for (RemoteKind kind : SyncSessions.KINDS) {
                listed.put(kind, list(session, kind));
            }
            List<RemoteRecord> accounts = missingAccounts(session, listed);
            Plan plan = plan(session, listed, accounts);
            inTenant.run(tenant, () -> keep(session, plan));
            if (plan.stopped != null) {
                throw plan.stopped;
            }
        });
    }

    private Listed list(SyncSession session, RemoteKind kind) {
        SyncCursor cursor = inTenant.call(session.tenant(), () -> cursors.of(session.connection(), kind))
                .open(session.traits().clockStep());
        Instant since = cursor.since();
        boolean whole = cursor.pageToken() == null
                && (since == null || !session.traits().filtersChanges());
        SeenIds seen = new SeenIds();
        Long total = null;
        List<List<RemoteRecord>> pages = new ArrayList<>();
        Set<String> tokens = new HashSet<>();
        String token = cursor.pageToken();
        int records = 0;
        do {
            RemotePage page = session.crm()
                    .pull(new PullRequest(kind, since, token, session.map(kind).asked()));
            pages.add(page.records());
            records += page.records().size();
            page.records().forEach(record -> seen.add(record.externalId()));
            total = page.total() == null ? total : page.total();
            token = page.nextPageToken();
            if ((token != null && !tokens.add(token)) || records > MOST_RECORDS) {
                throw new CrmRefusal(CrmRefusal.Reason.BAD_ANSWER, Pulling.PAGES_REPEAT, "Too many pages to show");
            }
            inTenant.run(session.tenant(), () -> connections.renew(session.connection(), session.fence()));
        } while (token != null);
        Map<String, Instant> deletions = new HashMap<>();
        if (session.traits().tellsDeletions()) {
            session.crm()
                    .deletions(kind, since)
                    .forEach(deletion -> deletions.put(deletion.externalId(), deletion.deletedAt()));
        } else if (whole) {
            pulling.absent(session, kind, seen, total).forEach(id -> deletions.put(id, clock.instant()));
        }
        return new Listed(pages, deletions);
    }

    private List<RemoteRecord> missingAccounts(SyncSession session, Map<RemoteKind, Listed> listed) {
        Set<String> named = new TreeSet<>();
        listed.get(RemoteKind.CONTACT)
                .pages()
                .forEach(page -> named.addAll(PageWriter.accounts(session.map(RemoteKind.CONTACT), page)));
        listed.get(RemoteKind.ACCOUNT)
                .pages()
                .forEach(page -> page.forEach(record -> named.remove(record.externalId())));
        named.removeAll(inTenant.call(
                session.tenant(),
                () -> ourRecords.customers(session.connection(), named).keySet()));
        List<RemoteRecord> accounts = new ArrayList<>();
        List<String> missing = List.copyOf(named);
        int batch = session.traits().batch();
        for (int i = 0; i < missing.size(); i += batch) {
            accounts.addAll(session.crm()
                    .read(
                            RemoteKind.ACCOUNT,
                            Set.copyOf(missing.subList(i, Math.min(i + batch, missing.size()))),
                            session.map(RemoteKind.ACCOUNT).asked()));
        }
        return accounts;
    }

    private Plan plan(SyncSession session, Map<RemoteKind, Listed> listed, List<RemoteRecord> accounts) {
        try {
            return inTenant.call(session.tenant(), () -> {
                connections.renew(session.connection(), session.fence());
                for (RemoteKind kind : SyncSessions.KINDS) {
                    Listed list = listed.get(kind);
                    for (List<RemoteRecord> page : list.pages()) {
                        writer.write(session.scope(kind), page, Set.of());
                    }
                    if (kind == RemoteKind.ACCOUNT && !accounts.isEmpty()) {
                        writer.write(session.scope(kind), accounts, Set.of());
                    }
                    try {
                        writer.tombstone(session.scope(kind), list.deletions(), session.deletionsAccepted());
                    } catch (MassDeletion e) {
                        // A pull would end here as well.
                        throw planned(session, 0, e);
                    }
                }
                throw planned(session, pushing.plan(session), null);
            });
        } catch (Plan plan) {
            return plan;
        }
    }

    private Plan planned(SyncSession session, int pushed, @Nullable MassDeletion stopped) {
        return new Plan(runs.get(session.run()), runs.changes(session.run(), 0, MOST_CHANGES), pushed, stopped);
    }

    private void keep(SyncSession session, Plan plan) {
        connections.renew(session.connection(), session.fence());
        SyncRun run = plan.run;
        runs.count(
                session.run(),
                new SyncRuns.Counts(
                        run.created(),
                        run.updated(),
                        run.unchanged(),
                        run.quarantined(),
                        run.conflicts(),
                        run.leftOut()));
        runs.deleted(session.run(), run.deleted());
        runs.pushed(session.run(), plan.pushed);
        runs.journal(
                session.run(),
                plan.changes.stream()
                        .map(change -> new SyncRuns.Line(
                                change.kind(),
                                change.localId(),
                                change.externalId(),
                                change.side(),
                                change.field(),
                                change.before(),
                                change.after(),
                                change.rule()))
                        .toList());
    }
}
