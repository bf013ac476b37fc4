package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.isolation.InTenant;

/**
 * Gets ready what a page of records needs before it can be written: accounts that contacts name and nobody has read, and
 * our own new records that the page may hold without our knowing.
 */
@ApplicationScoped
class Surroundings {
    /** A record of ours that shows up twice shows up within this time, or is found by a comparison. */
    private static final Duration DOUBLES = Duration.ofDays(1);

    @Inject
    OurRecords ourRecords;

    @Inject
    Links links;

    @Inject
    SyncOutbox outbox;

    @Inject
    Connections connections;

    @Inject
    PageWriter writer;

    @Inject
    Settling settling;

    @Inject
    InTenant inTenant;

    /**
     * Whether records of ours may show up in pages without our knowing. Only a push of this session makes it so; else it
     * need not be asked again.
     */
    boolean mayShowOurOwn(SyncSession session, RemoteKind kind) {
        return session.map(kind).isWritten()
                && inTenant.call(
                        session.tenant(),
                        () -> !outbox.creating(session.connection(), kind).isEmpty()
                                || !links.ourOwn(session.connection(), kind, DOUBLES)
                                        .isEmpty());
    }

    /** May call the CRM; answers the ids of records that are doubled writes of ours. */
    Set<String> prepare(SyncSession session, RemoteKind kind, List<RemoteRecord> records) {
        return prepare(session, kind, records, mayShowOurOwn(session, kind));
    }

    /** As above, where it is known whether records of ours may show up. */
    Set<String> prepare(SyncSession session, RemoteKind kind, List<RemoteRecord> records, boolean mayShowOurOwn) {
        if (kind == RemoteKind.CONTACT) {
            readAccounts(session, records);
        }
        if (!mayShowOurOwn) {
            return Set.of();
        }
        Own own = inTenant.call(session.tenant(), () -> own(session, kind, records));
        if (own.creating().isEmpty() && own.likely().isEmpty()) {
            return Set.of();
        }
        adopt(session, own);
        return doubles(session, kind, own);
    }

    /**
     * What of the page may be our own.
     *
     * @param byName the CRM's ids of the page's unlinked records, by name
     * @param creating records that we are creating, whose names are among these
     * @param likely records that we have created, whose names are among these, and their names
     */
    private record Own(Map<String, List<String>> byName, List<SyncOutbox.Entry> creating, Map<UUID, String> likely) {}

    private Own own(SyncSession session, RemoteKind kind, List<RemoteRecord> records) {
        Map<String, List<String>> byName = new HashMap<>();
        List<String> ids = records.stream().map(RemoteRecord::externalId).toList();
        Set<String> known = links.byExternal(session.connection(), kind, ids).keySet();
        var rule = session.map(kind).rules().get(FieldMap.NAME);
        for (RemoteRecord record : records) {
            String name =
                    rule == null ? null : record.fields().get(rule.mapping().theirs());
            if (name != null && record.problem() == null && !known.contains(record.externalId())) {
                byName.computeIfAbsent(SameValue.of(FieldMap.NAME, name), any -> new ArrayList<>())
                        .add(record.externalId());
            }
        }
        if (byName.isEmpty()) {
            return new Own(byName, List.of(), Map.of());
        }
        List<SyncOutbox.Entry> creating = outbox.creating(session.connection(), kind).stream()
                .filter(entry -> byName.containsKey(SameValue.of(
                        FieldMap.NAME,
                        entry.sent()
                                .getOrDefault(FieldMap.NAME, Optional.empty())
                                .orElse(null))))
                .toList();
        Map<UUID, String> likely = links.ourOwn(session.connection(), kind, DOUBLES);
        likely.values().removeIf(name -> !byName.containsKey(SameValue.of(FieldMap.NAME, name)));
        return new Own(byName, creating, likely);
    }

    private void readAccounts(SyncSession session, List<RemoteRecord> contacts) {
        List<String> named = PageWriter.accounts(session.map(RemoteKind.CONTACT), contacts);
        if (named.isEmpty()) {
            return;
        }
        List<String> missing = new ArrayList<>(named);
        missing.removeAll(inTenant.call(
                session.tenant(),
                () -> ourRecords.customers(session.connection(), named).keySet()));
        missing.removeIf(session.leftOut()::has);
        int batch = session.traits().batch();
        for (int i = 0; i < missing.size(); i += batch) {
            List<String> part = missing.subList(i, Math.min(i + batch, missing.size()));
            List<RemoteRecord> accounts = session.crm()
                    .read(
                            RemoteKind.ACCOUNT,
                            Set.copyOf(part),
                            session.map(RemoteKind.ACCOUNT).asked());
            Set<String> doubles = prepare(session, RemoteKind.ACCOUNT, accounts);
            inTenant.run(session.tenant(), () -> {
                connections.renew(session.connection(), session.fence());
                writer.write(session.scope(RemoteKind.ACCOUNT), accounts, doubles);
            });
        }
    }

    /** A record that we are creating and whose answer is lost is in the page under an id we do not know. */
    private void adopt(SyncSession session, Own own) {
        own.creating().forEach(entry -> settling.created(session, entry, false));
    }

    private Set<String> doubles(SyncSession session, RemoteKind kind, Own own) {
        Set<String> doubles = new HashSet<>();
        own.likely().forEach((local, name) -> {
            Set<String> ours = new HashSet<>();
            session.crm()
                    .findByReference(kind, local.toString(), session.map(kind).asked())
                    .forEach(record -> ours.add(record.externalId()));
            own.byName().getOrDefault(SameValue.of(FieldMap.NAME, name), List.of()).stream()
                    .filter(ours::contains)
                    .forEach(doubles::add);
        });
        return doubles;
    }
}
