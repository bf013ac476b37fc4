package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Pulls a connection: what was held back, accounts, contacts, each with what was deleted; and sends out in between.
 *
 * <p>Responsibilities: 1. no remote call inside a transaction; 2. each page is one transaction with its checkpoint, so
 * that a worker killed anywhere is continued by the next; 3. the window closes with its deletions, never before; 4.
 * absent is not deleted: what a whole listing lacks is looked for by its id.
 */
@ApplicationScoped
public class Pulling {
    static final String INCOMPLETE_LISTING = "INCOMPLETE_LISTING";
    static final String PAGES_REPEAT = "PAGES_REPEAT";

    /** More pages than any list may have (Zoho CRM v8: 100,000 rows of 200); beyond it the CRM repeats itself. */
    private static final int MOST_PAGES = 5_000;

    /** So often a long pull lets out what has changed here. */
    private static final int PAGES_BETWEEN_PUSHES = 20;

    @Inject
    SyncSessions sessions;

    @Inject
    Connections connections;

    @Inject
    Cursors cursors;

    @Inject
    PageWriter writer;

    @Inject
    Quarantine quarantine;

    @Inject
    Links links;

    @Inject
    Hints hints;

    @Inject
    Surroundings surroundings;

    @Inject
    SyncRuns runs;

    @Inject
    StoppedDeletions stopped;

    @Inject
    Pushing pushing;

    @Inject
    CrmUsers users;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    /** Takes the lease; the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun begin(Tenant tenant, UUID connection, boolean whole, @Nullable Actor by) {
        return sessions.begin(tenant, connection, whole ? SyncRun.Kind.FULL : SyncRun.Kind.PULL, null, by);
    }

    /** Begins and works in one go, on the calling thread, because it is the connection's turn. */
    public SyncRun pull(Tenant tenant, UUID connection) {
        return work(tenant, begin(tenant, connection, false, null));
    }

    /** Does the run; blocks until it is done or failed, and records which. */
    public SyncRun work(Tenant tenant, SyncSessions.Begun begun) {
        return sessions.run(tenant, begun, session -> {
            pushing.recover(session);
            users.read(session);
            for (RemoteKind kind : SyncSessions.KINDS) {
                retry(session, kind);
                pull(session, kind, begun.kind() == SyncRun.Kind.FULL);
            }
            if (session.map(RemoteKind.ACCOUNT).filter().isActive()) {
                told(session, RemoteKind.CONTACT);
            }
            pushing.push(session);
            inTenant.run(tenant, () -> {
                connections.acceptDeletions(session.connection(), 0);
                stopped.clear(session.connection());
            });
        });
    }

    /** Tries again what was held back and is due, by reading it anew. */
    private void retry(SyncSession session, RemoteKind kind) {
        List<String> due = inTenant.call(
                session.tenant(),
                () -> quarantine.due(
                        session.connection(),
                        kind,
                        session.mappingVersion(),
                        session.traits().batch()));
        if (!due.isEmpty()) {
            again(session, kind, due);
        }
    }

    /** Reads records by their ids and writes them, whatever was held against them; those that are gone let go. */
    void again(SyncSession session, RemoteKind kind, Collection<String> externalIds) {
        read(session, session.scope(kind).again(), externalIds);
    }

    /**
     * Reads what is told to have changed, and contacts whose accounts have come in at last, as a pull would; answers
     * whether one of them is not there any more.
     */
    boolean told(SyncSession session, RemoteKind kind) {
        int most = session.traits().batch();
        boolean gone = false;
        List<Hints.Hint> batch;
        do {
            batch = inTenant.call(session.tenant(), () -> hints.next(session.connection(), kind, most));
            List<Hints.Hint> read = batch;
            if (read.isEmpty()) {
                return gone;
            }
            if (!session.map(kind).rules().isEmpty()) {
                List<String> ids = read.stream().map(Hints.Hint::externalId).toList();
                gone |= !read(session, session.scope(kind), ids).isEmpty();
            }
            inTenant.run(session.tenant(), () -> hints.done(session.connection(), kind, read));
        } while (batch.size() == most);
        return gone;
    }

    private Set<String> read(SyncSession session, PageWriter.Scope scope, Collection<String> externalIds) {
        RemoteKind kind = scope.kind();
        List<RemoteRecord> records = session.crm()
                .read(kind, Set.copyOf(externalIds), session.map(kind).asked());
        Set<String> doubles = surroundings.prepare(session, kind, records);
        Set<String> gone = new HashSet<>(externalIds);
        records.forEach(record -> gone.remove(record.externalId()));
        inTenant.run(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            writer.write(scope, records, doubles);
            quarantine.release(session.connection(), kind, gone);
        });
        return gone;
    }

    private void pull(SyncSession session, RemoteKind kind, boolean whole) {
        if (session.map(kind).rules().isEmpty()) {
            return;
        }
        SyncCursor kept = inTenant.call(session.tenant(), () -> cursors.of(session.connection(), kind));
        SyncCursor cursor =
                whole ? kept.fromStart() : kept.open(session.traits().clockStep());
        Listing listing = new Listing(cursor.pageToken() == null
                && !session.traits().tellsDeletions()
                && (cursor.since() == null || !session.traits().filtersChanges()));
        boolean restarted = false;
        boolean mayShowOurOwn = surroundings.mayShowOurOwn(session, kind);
        for (int page = 1; cursor.inWindow(); page++) {
            RemotePage remote;
            try {
                remote = session.crm()
                        .pull(new PullRequest(
                                kind,
                                cursor.since(),
                                cursor.pageToken(),
                                session.map(kind).asked()));
            } catch (CrmRefusal e) {
                if (e.reason() != CrmRefusal.Reason.PAGE_TOKEN_EXPIRED || restarted) {
                    throw e;
                }
                restarted = true;
                cursor = cursor.restarted();
                listing.tokens.clear();
                continue;
            }
            listing.add(remote, page);
            Set<String> doubles = surroundings.prepare(session, kind, remote.records(), mayShowOurOwn);
            cursor = page(session, kind, cursor, remote, listing, doubles);
            if (page % PAGES_BETWEEN_PUSHES == 0) {
                pushing.push(session);
                mayShowOurOwn = surroundings.mayShowOurOwn(session, kind);
            }
        }
    }

    /** What has been seen of a window in this run. */
    private static final class Listing {
        private final Set<String> tokens = new HashSet<>();
        private final SeenIds seen = new SeenIds();
        private final boolean showsAbsence;
        private @Nullable Long total;

        /**
         * @param showsAbsence whether what is not listed is to be looked for: all is listed, and deletions are not told
         */
        Listing(boolean showsAbsence) {
            this.showsAbsence = showsAbsence;
        }

        void add(RemotePage page, int number) {
            String next = page.nextPageToken();
            if (number > MOST_PAGES || (next != null && !tokens.add(next))) {
                throw new CrmRefusal(
                        CrmRefusal.Reason.BAD_ANSWER, PAGES_REPEAT, "The CRM answered the same page again");
            }
            if (page.total() != null) {
                total = page.total();
            }
            if (showsAbsence) {
                page.records().forEach(record -> seen.add(record.externalId()));
            }
        }
    }

    private SyncCursor page(
            SyncSession session,
            RemoteKind kind,
            SyncCursor cursor,
            RemotePage remote,
            Listing listing,
            Set<String> doubles) {
        boolean last = remote.nextPageToken() == null;
        Map<String, Instant> deletions = last ? deletions(session, kind, cursor, listing) : Map.of();
        SyncCursor after = cursor.after(highest(remote.records()), remote.nextPageToken(), clock.instant());
        MassDeletion stopped = inTenant.call(session.tenant(), () -> {
            connections.renew(session.connection(), session.fence());
            if (cursor.pageToken() == null && remote.total() != null) {
                runs.total(session.run(), remote.total());
            }
            writer.write(session.scope(kind), remote.records(), doubles);
            try {
                writer.tombstone(session.scope(kind), deletions, session.deletionsAccepted());
            } catch (MassDeletion e) {
                // What was read stays; the window stays open, so that the deletions are looked at again.
                return e;
            }
            cursors.save(session.connection(), kind, after);
            return null;
        });
        if (stopped != null) {
            throw stopped;
        }
        return after;
    }

    private Map<String, Instant> deletions(SyncSession session, RemoteKind kind, SyncCursor cursor, Listing listing) {
        Map<String, Instant> deletions = new HashMap<>();
        if (session.traits().tellsDeletions()) {
            for (RemoteDeletion deletion : session.crm().deletions(kind, cursor.since())) {
                deletions.put(deletion.externalId(), deletion.deletedAt());
            }
        } else if (listing.showsAbsence) {
            try {
                absent(session, kind, listing.seen, listing.total).forEach(id -> deletions.put(id, clock.instant()));
            } catch (MassDeletion | CrmRefusal e) {
                if (!(e instanceof CrmRefusal refusal) || INCOMPLETE_LISTING.equals(refusal.vendorCode())) {
                    // Only a listing from its first page tells what is absent: the next run begins there.
                    inTenant.run(session.tenant(), () -> {
                        connections.renew(session.connection(), session.fence());
                        cursors.save(session.connection(), kind, cursor.restarted());
                    });
                }
                throw e;
            }
        }
        return deletions;
    }

    /** What is linked, was not listed and is not there when asked for by its id. */
    List<String> absent(SyncSession session, RemoteKind kind, SeenIds seen, @Nullable Long total) {
        if (total != null && seen.size() < total) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.BAD_ANSWER,
                    INCOMPLETE_LISTING,
                    "The CRM listed " + seen.size() + " of " + total + " records");
        }
        List<String> missing =
                inTenant.call(session.tenant(), () -> links.living(session.connection(), kind, id -> !seen.has(id)));
        long living = inTenant.call(session.tenant(), () -> links.living(session.connection(), kind));
        if (missing.size() > Math.max(PageWriter.mostDeletions(living), session.deletionsAccepted())) {
            throw new MassDeletion(kind, missing);
        }
        return notThere(session, kind, missing);
    }

    /** Of these, the ids under which the CRM has nothing. */
    static List<String> notThere(SyncSession session, RemoteKind kind, List<String> externalIds) {
        List<String> gone = new ArrayList<>();
        int batch = session.traits().batch();
        for (int i = 0; i < externalIds.size(); i += batch) {
            List<String> part = externalIds.subList(i, Math.min(i + batch, externalIds.size()));
            Set<String> there = session
                    .crm()
                    .read(kind, Set.copyOf(part), session.map(kind).asked())
                    .stream()
                    .map(RemoteRecord::externalId)
                    .collect(Collectors.toSet());
            part.stream().filter(id -> !there.contains(id)).forEach(gone::add);
        }
        return gone;
    }

    private static @Nullable Instant highest(List<RemoteRecord> records) {
        return records.stream()
                .map(RemoteRecord::modifiedAt)
                .filter(at -> at.isAfter(Instant.EPOCH))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
