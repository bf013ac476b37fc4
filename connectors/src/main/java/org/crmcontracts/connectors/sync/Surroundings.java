package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** May call the CRM; answers the ids of records that are doubled writes of ours. */
    Set<String> prepare(SyncSession session, RemoteKind kind, List<RemoteRecord> records) {
        if (kind == RemoteKind.CONTACT) {
            readAccounts(session, records);
        }
        List<RemoteRecord> unlinked = unlinked(session, kind, records);
        if (unlinked.isEmpty() || !session.map(kind).isWritten()) {
            return Set.of();
        }
        adopt(session, kind, unlinked);
        return doubles(session, kind, unlinked(session, kind, unlinked));
    }

    private void readAccounts(SyncSession session, List<RemoteRecord> contacts) {
        List<String> named = PageWriter.accounts(session.map(RemoteKind.CONTACT), contacts);
        List<String> missing = new ArrayList<>(named);
        missing.removeAll(inTenant.call(
                session.tenant(),
                () -> ourRecords.customers(session.connection(), named).keySet()));
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

    private List<RemoteRecord> unlinked(SyncSession session, RemoteKind kind, List<RemoteRecord> records) {
        List<String> externalIds =
                records.stream().map(RemoteRecord::externalId).toList();
        Set<String> known =
                inTenant.call(session.tenant(), () -> links.byExternal(session.connection(), kind, externalIds)
                        .keySet());
        return records.stream()
                .filter(record -> record.problem() == null && !known.contains(record.externalId()))
                .toList();
    }

    /** A record that we are creating and whose answer is lost is in the page under an id we do not know. */
    private void adopt(SyncSession session, RemoteKind kind, List<RemoteRecord> unlinked) {
        List<SyncOutbox.Entry> creating =
                inTenant.call(session.tenant(), () -> outbox.creating(session.connection(), kind));
        if (creating.isEmpty()) {
            return;
        }
        Set<String> names = new HashSet<>();
        unlinked.forEach(
                record -> names.add(name(session.map(kind).take(record.fields()).fields())));
        for (SyncOutbox.Entry entry : creating) {
            Map<String, String> sent = new HashMap<>();
            entry.sent().forEach((field, value) -> value.ifPresent(text -> sent.put(field, text)));
            if (names.contains(name(sent))) {
                settling.created(session, entry, false);
            }
        }
    }

    private static String name(Map<String, String> fields) {
        return SameValue.of(FieldMap.NAME, fields.get(FieldMap.NAME));
    }

    private Set<String> doubles(SyncSession session, RemoteKind kind, List<RemoteRecord> unlinked) {
        Map<String, List<String>> byName = new HashMap<>();
        for (RemoteRecord record : unlinked) {
            String name = session.map(kind).take(record.fields()).fields().get(FieldMap.NAME);
            if (name != null) {
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(record.externalId());
            }
        }
        Map<UUID, String> likely = inTenant.call(
                session.tenant(), () -> links.ourOwn(session.connection(), kind, byName.keySet(), DOUBLES));
        Set<String> doubles = new HashSet<>();
        likely.forEach((local, name) -> {
            Set<String> ours = new HashSet<>();
            session.crm()
                    .findByReference(kind, local.toString(), session.map(kind).asked())
                    .forEach(record -> ours.add(record.externalId()));
            byName.getOrDefault(name, List.of()).stream().filter(ours::contains).forEach(doubles::add);
        });
        return doubles;
    }
}
