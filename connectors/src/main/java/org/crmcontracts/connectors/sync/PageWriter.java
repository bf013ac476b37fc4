package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * Writes one page of records into the running transaction.
 *
 * <p>Responsibilities: 1. decide each record from one reading of what is known; 2. write all of them with one statement
 * for each table; 3. where the database refuses that, write record by record, each behind a savepoint of its own, so
 * that the one at fault goes to quarantine and the page goes on.
 */
@ApplicationScoped
class PageWriter {
    private static final int MOST_DELETIONS = 20;
    private static final int ONE_IN = 50;

    @Inject
    TenantSql sql;

    @Inject
    OurRecords ourRecords;

    @Inject
    Links links;

    @Inject
    Quarantine quarantine;

    @Inject
    SyncOutbox outbox;

    @Inject
    Conflicts conflicts;

    @Inject
    Hints hints;

    @Inject
    SyncRuns runs;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Which run writes.
     *
     * @param retry whether records that were refused before are tried again as they are
     * @param leftOut the CRM's ids of accounts that were left out in this run; grows
     */
    record Scope(UUID connection, UUID run, FieldMap map, int mappingVersion, boolean retry, SeenIds leftOut) {
        RemoteKind kind() {
            return map.kind();
        }

        Scope again() {
            return new Scope(connection, run, map, mappingVersion, true, leftOut);
        }
    }

    /**
     * Writes the records and counts them in the run.
     *
     * @param doubles external ids that are known to be doubled writes of ours
     */
    void write(Scope scope, List<RemoteRecord> records, Set<String> doubles) {
        Map<String, Quarantine.Entry> quarantined = quarantine.of(
                scope.connection(),
                scope.kind(),
                records.stream().map(RemoteRecord::externalId).collect(Collectors.toSet()));
        List<Decision> decisions = decide(scope, records, quarantined, doubles);
        List<Decision.Held> held =
                new ArrayList<>(of(decisions, Decision.Held.class).toList());
        List<Decision.Written> written = of(decisions, Decision.Written.class).toList();
        List<Decision.Known> known = of(decisions, Decision.Known.class).toList();
        List<Decision.LeftOut> leftOut = of(decisions, Decision.LeftOut.class).toList();
        List<Decision.Written> done = new ArrayList<>();
        sql.update("savepoint page");
        try {
            apply(scope, written);
            sql.update("release savepoint page");
            done.addAll(written);
        } catch (TenantSql.Refused e) {
            code(e);
            sql.update("rollback to savepoint page");
            oneByOne(scope, written, done, held);
        }
        links.advance(scope.connection(), scope.map(), known);
        quarantine.hold(scope.connection(), scope.kind(), scope.mappingVersion(), scope.retry(), held);
        quarantine.release(
                scope.connection(),
                scope.kind(),
                Stream.of(done, known, leftOut)
                        .flatMap(List::stream)
                        .map(decision -> decision.record().externalId())
                        .filter(quarantined::containsKey)
                        .toList());
        for (Decision.Held one : held) {
            if (one.code().equals(Quarantine.LOOP)) {
                outbox.stop(scope.connection(), scope.kind(), one.record().externalId(), Quarantine.LOOP);
            }
        }
        runs.count(
                scope.run(),
                new SyncRuns.Counts(
                        count(done, Decision.Written::isNew),
                        count(
                                done,
                                decision ->
                                        !decision.isNew() && !decision.here().isEmpty()),
                        known.size()
                                + count(
                                        done,
                                        decision -> !decision.isNew()
                                                && decision.here().isEmpty()),
                        held.size(),
                        done.stream()
                                .mapToInt(decision -> decision.conflicts().size())
                                .sum(),
                        leftOut.size()));
        leaveOut(scope, leftOut, held);
    }

    /** Contacts of an account that is left out stand behind it: when it comes in, nothing about them has changed. */
    private void leaveOut(Scope scope, List<Decision.LeftOut> leftOut, List<Decision.Held> held) {
        if (scope.kind() == RemoteKind.ACCOUNT) {
            leftOut.forEach(one -> scope.leftOut().add(one.record().externalId()));
            return;
        }
        Map<String, String> behind = new HashMap<>();
        leftOut.forEach(one -> {
            if (one.behind() != null) {
                behind.put(one.record().externalId(), one.behind());
            }
        });
        held.stream()
                .filter(one -> one.code().equals(Deciding.ACCOUNT_LEFT_OUT))
                .forEach(one -> accounts(scope.map(), List.of(one.record()))
                        .forEach(account -> behind.put(one.record().externalId(), account)));
        hints.standBehind(scope.connection(), scope.kind(), behind);
    }

    private static int count(List<Decision.Written> done, Predicate<Decision.Written> which) {
        return (int) done.stream().filter(which).count();
    }

    private static <T extends Decision> Stream<T> of(List<Decision> decisions, Class<T> type) {
        return decisions.stream().filter(type::isInstance).map(type::cast);
    }

    /** What would be done with the records; locks those of ours that are concerned. */
    private List<Decision> decide(
            Scope scope, List<RemoteRecord> records, Map<String, Quarantine.Entry> quarantined, Set<String> doubles) {
        Map<String, RemoteRecord> newest = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (RemoteRecord record : records) {
            RemoteRecord seen = newest.get(record.externalId());
            if (seen == null) {
                order.add(record.externalId());
            }
            if (seen == null || record.modifiedAt().isAfter(seen.modifiedAt())) {
                newest.put(record.externalId(), record);
            }
        }
        Map<String, Links.Link> known = links.byExternal(scope.connection(), scope.kind(), order);
        Deciding deciding = new Deciding(
                scope.map(),
                scope.mappingVersion(),
                scope.retry(),
                new Deciding.Known(
                        known,
                        ourRecords.locked(
                                scope.connection(),
                                scope.kind(),
                                known.values().stream().map(Links.Link::localId).toList()),
                        ourRecords.customers(scope.connection(), accounts(scope.map(), records)),
                        quarantined,
                        doubles,
                        scope.leftOut()),
                ids::next,
                clock.instant());
        return order.stream()
                .map(id -> deciding.decide(Objects.requireNonNull(newest.get(id))))
                .toList();
    }

    /** The CRM's ids of the accounts that contacts name. */
    static List<String> accounts(FieldMap map, Collection<RemoteRecord> records) {
        var rule = map.rules().get(FieldMap.ACCOUNT);
        return rule == null || map.kind() != RemoteKind.CONTACT
                ? List.of()
                : records.stream()
                        .map(record -> record.fields().get(rule.mapping().theirs()))
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .distinct()
                        .toList();
    }

    private void oneByOne(
            Scope scope, List<Decision.Written> written, List<Decision.Written> done, List<Decision.Held> held) {
        for (Decision.Written one : written) {
            sql.update("savepoint one_record");
            try {
                apply(scope, List.of(one));
                sql.update("release savepoint one_record");
                done.add(one);
            } catch (TenantSql.Refused e) {
                String code = code(e);
                sql.update("rollback to savepoint one_record");
                held.add(new Decision.Held(
                        one.record(), code, null, "The database refuses a value", one.fingerprint(), false));
            }
        }
    }

    /** Only what concerns the record's own values; anything else must fail the page, not the record. */
    private static String code(TenantSql.Refused refused) {
        return switch (refused.state()) {
            case "23514", "22001" -> "VALUE_TOO_LONG";
            case "22021", "22P05" -> "VALUE_NOT_TEXT";
            default -> throw refused;
        };
    }

    private void apply(Scope scope, List<Decision.Written> written) {
        if (written.isEmpty()) {
            return;
        }
        ourRecords.insert(
                scope.kind(),
                written.stream()
                        .filter(Decision.Written::isNew)
                        .map(PageWriter::ours)
                        .toList());
        ourRecords.update(
                scope.kind(),
                written.stream()
                        .filter(one -> !one.isNew() && !one.here().isEmpty())
                        .map(PageWriter::ours)
                        .toList());
        links.show(scope.connection(), scope.run(), scope.map(), written);
        List<SyncRuns.Line> lines = new ArrayList<>();
        List<Conflicts.Found> found = new ArrayList<>();
        List<UUID> changed = new ArrayList<>();
        for (Decision.Written one : written) {
            String external = one.record().externalId();
            one.here().forEach(change -> lines.add(SyncRuns.Line.here(scope.kind(), one.localId(), external, change)));
            one.conflicts().forEach(conflict -> found.add(new Conflicts.Found(one.localId(), external, conflict)));
            if (!one.isNew() && !one.alias()) {
                changed.add(one.localId());
            }
        }
        if (scope.kind() == RemoteKind.ACCOUNT && scope.map().filter().isActive()) {
            hints.follow(
                    scope.connection(),
                    written.stream()
                            .filter(Decision.Written::isNew)
                            .map(one -> one.record().externalId())
                            .toList());
        }
        runs.journal(scope.run(), lines);
        conflicts.put(scope.connection(), scope.run(), scope.kind(), changed, found);
        outbox.add(
                scope.connection(),
                scope.kind(),
                written.stream()
                        .filter(Decision.Written::goesOut)
                        .map(Decision.Written::localId)
                        .toList());
    }

    private static OurRecords.Written ours(Decision.Written one) {
        return new OurRecords.Written(one.localId(), one.customer(), one.fields());
    }

    /**
     * Follows deletions, unless they are so many that a person must look: more than twenty and more than one in fifty.
     *
     * @param accepted how many more a person has allowed
     */
    void tombstone(Scope scope, Map<String, Instant> deletions, int accepted) {
        int wanted = links.tombstone(scope.connection(), scope.kind(), deletions, true);
        if (wanted == 0) {
            return;
        }
        if (wanted > Math.max(mostDeletions(links.living(scope.connection(), scope.kind())), accepted)) {
            throw new MassDeletion(scope.kind(), deletions.keySet());
        }
        runs.deleted(scope.run(), links.tombstone(scope.connection(), scope.kind(), deletions, false));
    }

    /** How many of so many records may be deleted at once without a person's leave. */
    static long mostDeletions(long living) {
        return Math.max(MOST_DELETIONS, living / ONE_IN);
    }
}
