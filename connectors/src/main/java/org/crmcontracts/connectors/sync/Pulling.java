package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * Pulls a connection: accounts first, then contacts, then what was deleted.
 *
 * <p>Responsibilities: 1. one worker a connection, by lease and fence; 2. no remote call inside a transaction; 3. each
 * page is one transaction with its checkpoint, so that a worker killed anywhere is continued by the next.
 */
@ApplicationScoped
public class Pulling {
    private static final System.Logger LOG = System.getLogger(Pulling.class.getName());
    /** More pages than any list may have (Zoho CRM v8: 100,000 rows of 200); beyond it the CRM repeats itself. */
    private static final int MOST_PAGES = 5_000;

    @Inject
    Connections connections;

    @Inject
    PageWriter writer;

    @Inject
    CrmHouse house;

    @Inject
    InTenant inTenant;

    @Inject
    Ids ids;

    @Inject
    @Any
    Instance<CrmFactory> factories;

    /** A run that has begun and holds the connection's lease. */
    public record Begun(UUID connection, UUID run, long fence) {}

    /** The factory of a provider; {@code PROVIDER_UNKNOWN}. */
    public CrmFactory factory(String provider) {
        return factories.stream()
                .filter(factory -> factory.provider().equals(provider))
                .findFirst()
                .orElseThrow(() -> new Problem(SyncProblem.PROVIDER_UNKNOWN));
    }

    /** Takes the lease; {@code SYNC_ALREADY_RUNNING}, {@code CONNECTION_NOT_FOUND}, {@code CONNECTION_NEEDS_RECONNECT}. */
    public Begun begin(Tenant tenant, UUID connection) {
        UUID run = ids.next();
        return inTenant.call(tenant, () -> new Begun(connection, run, connections.begin(connection, run)));
    }

    /** Begins and works in one go, on the calling thread. */
    public SyncRun pull(Tenant tenant, UUID connection) {
        Begun begun = begin(tenant, connection);
        work(tenant, begun);
        return inTenant.call(tenant, () -> connections.run(begun.run()));
    }

    /** Does the run; blocks until it is done or failed, and records which. */
    public void work(Tenant tenant, Begun begun) {
        try {
            CrmAccess access = inTenant.call(tenant, () -> connections.access(tenant, begun.connection()));
            String provider = inTenant.call(tenant, () -> connections.provider(begun.connection()));
            CrmFactory factory = factory(provider);
            Crm crm = factory.connect(access, house);
            for (RemoteKind kind : List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT)) {
                pull(tenant, begun, crm, kind, factory.usualMapping());
            }
            end(tenant, begun, SyncRun.Outcome.DONE, "");
        } catch (CrmRefusal e) {
            if (e.reason() == CrmRefusal.Reason.NEEDS_RECONNECT) {
                inTenant.run(tenant, () -> connections.needsReconnect(begun.connection()));
            }
            end(tenant, begun, SyncRun.Outcome.FAILED, e.reason().name());
        } catch (Connections.LostLease e) {
            LOG.log(System.Logger.Level.INFO, "run {0} lost its lease and stops", begun.run());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "run " + begun.run() + " failed", e);
            end(tenant, begun, SyncRun.Outcome.FAILED, "INTERNAL_ERROR");
        }
    }

    private void end(Tenant tenant, Begun begun, SyncRun.Outcome outcome, String code) {
        inTenant.run(tenant, () -> connections.end(begun.connection(), begun.fence(), begun.run(), outcome, code));
    }

    private void pull(Tenant tenant, Begun begun, Crm crm, RemoteKind kind, List<FieldMapping> mapping) {
        Map<String, String> ours = mapping.stream()
                .filter(field -> field.kind() == kind)
                .collect(Collectors.toMap(FieldMapping::theirs, FieldMapping::ours));
        SyncCursor cursor = inTenant.call(tenant, () -> writer.cursor(begun.connection(), kind))
                .open();
        Instant since = cursor.since();
        boolean restarted = false;
        for (int page = 0; cursor.inWindow(); page++) {
            RemotePage remote;
            try {
                remote = crm.pull(new PullRequest(kind, cursor.since(), cursor.pageToken(), ours.keySet()));
            } catch (CrmRefusal e) {
                if (e.reason() != CrmRefusal.Reason.PAGE_TOKEN_EXPIRED || restarted) {
                    throw e;
                }
                restarted = true;
                cursor = cursor.restarted();
                continue;
            }
            String next = remote.nextPageToken();
            if (page > MOST_PAGES || (next != null && next.equals(cursor.pageToken()))) {
                throw new CrmRefusal(
                        CrmRefusal.Reason.BAD_ANSWER, "PAGES_REPEAT", "The CRM answered the same page again");
            }
            List<RemoteRecord> records = remote.records().stream()
                    .map(record -> renamed(record, ours))
                    .toList();
            SyncCursor after = cursor.after(highest(remote.records()), next);
            inTenant.run(tenant, () -> {
                connections.renew(begun.connection(), begun.fence());
                writer.write(begun.connection(), begun.run(), kind, records);
                writer.save(begun.connection(), kind, after);
            });
            cursor = after;
        }
        List<RemoteDeletion> deletions = crm.deletions(kind, since);
        inTenant.run(tenant, () -> {
            connections.renew(begun.connection(), begun.fence());
            writer.tombstone(begun.connection(), begun.run(), deletions);
        });
    }

    private static RemoteRecord renamed(RemoteRecord record, Map<String, String> ours) {
        Map<String, String> fields = new TreeMap<>();
        record.fields().forEach((theirs, value) -> fields.put(ours.getOrDefault(theirs, theirs), value));
        return new RemoteRecord(
                record.kind(), record.externalId(), record.revision(), record.modifiedAt(), fields, record.problem());
    }

    private static @Nullable Instant highest(List<RemoteRecord> records) {
        return records.stream()
                .map(RemoteRecord::modifiedAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
