package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.mapping.FieldFault;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.mapping.SameValue;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of the records of a page. Pure: what is known is handed in. */
final class Deciding {
    /** Another value so soon after our write was written because of it. */
    static final Duration ECHO = Duration.ofSeconds(60);

    /** A contact of ours now belongs to an account that the filter leaves out. */
    static final String ACCOUNT_LEFT_OUT = "ACCOUNT_LEFT_OUT";

    static final Duration LOOP_WINDOW = Duration.ofMinutes(10);
    static final int MOST_ROUNDS = 3;

    private final FieldMap map;
    private final int mappingVersion;
    private final boolean retry;
    private final Known known;
    private final Supplier<UUID> ids;
    private final Instant now;
    private final Set<String> written;

    /**
     * What the database knows of the page's records.
     *
     * @param customers our customers by the CRM's ids of accounts
     * @param doubles external ids of records that we have written twice
     * @param leftOut the CRM's ids of accounts that the filter has left out in this run
     */
    record Known(
            Map<String, Links.Link> links,
            Map<UUID, OurRecords.Ours> ours,
            Map<String, UUID> customers,
            Map<String, Quarantine.Entry> quarantined,
            Set<String> doubles,
            SeenIds leftOut) {}

    /**
     * @param retry whether records that were refused before are tried again as they are
     */
    Deciding(FieldMap map, int mappingVersion, boolean retry, Known known, Supplier<UUID> ids, Instant now) {
        this.map = map;
        this.mappingVersion = mappingVersion;
        this.retry = retry;
        this.known = known;
        this.ids = ids;
        this.now = now;
        this.written = map.rules().keySet().stream().filter(map::mayWrite).collect(Collectors.toSet());
    }

    Decision decide(RemoteRecord record) {
        Quarantine.Entry held = known.quarantined().get(record.externalId());
        Links.Link link = known.links().get(record.externalId());
        OurRecords.Ours ours = link == null ? null : known.ours().get(link.localId());
        if (ours == null && isLeftOut(record)) {
            // Whatever else is wrong with it is nobody's business then.
            return new Decision.LeftOut(record, null);
        }
        if (held != null && held.waitsForPerson() && !retry) {
            return new Decision.Waiting(record);
        }
        String problem = record.problem();
        if (problem != null) {
            int colon = problem.indexOf(':');
            String code = colon < 0 ? problem : problem.substring(0, colon).strip();
            return hold(record, held, code, null, problem, SameValue.fingerprint(Map.of("problem", problem)));
        }
        FieldMap.Taken taken = map.take(record.fields());
        if (!taken.faults().isEmpty()) {
            FieldFault first = taken.faults().get(0);
            String message = taken.faults().stream()
                    .map(fault -> fault.field() + ": " + fault.code())
                    .collect(Collectors.joining(", "));
            return hold(
                    record, held, first.code().name(), first.field(), message, SameValue.fingerprint(record.fields()));
        }
        String fingerprint = SameValue.fingerprint(taken.fields());
        if (known.doubles().contains(record.externalId())) {
            return hold(record, held, Quarantine.DUPLICATE_REMOTE, null, "Our own record, written twice", fingerprint);
        }
        return link == null || ours == null
                ? create(record, held, taken.fields(), fingerprint)
                : update(record, held, taken.fields(), fingerprint, link, ours);
    }

    /** One that cannot be read cannot be judged, and our own must be noticed, so neither is left out. */
    private boolean isLeftOut(RemoteRecord record) {
        return record.problem() == null
                && !known.doubles().contains(record.externalId())
                && !map.filter().admits(record.fields());
    }

    private Decision create(
            RemoteRecord record, Quarantine.@Nullable Entry held, Map<String, String> fields, String fingerprint) {
        if (!fields.containsKey(FieldMap.NAME)) {
            return hold(record, held, FieldFault.Code.VALUE_MISSING.name(), FieldMap.NAME, "no name", fingerprint);
        }
        UUID customer = null;
        if (map.kind() == RemoteKind.CONTACT) {
            String account = fields.get(FieldMap.ACCOUNT);
            customer = account == null ? null : known.customers().get(account);
            if (customer == null && account != null && known.leftOut().has(account)) {
                return new Decision.LeftOut(record, account);
            }
            if (customer == null) {
                return unknownAccount(record, held, account, fingerprint);
            }
        }
        return new Decision.Written(
                record,
                ids.get(),
                true,
                fields,
                customer,
                fingerprint,
                fields,
                List.of(),
                false,
                List.of(),
                0,
                null,
                false);
    }

    private Decision update(
            RemoteRecord record,
            Quarantine.@Nullable Entry held,
            Map<String, String> theirs,
            String fingerprint,
            Links.Link link,
            OurRecords.Ours ours) {
        Map<String, String> base = link.base();
        if (base != null && link.fingerprint().equals(fingerprint)) {
            boolean advances = link.deleted()
                    || !Objects.equals(link.revision(), record.revision())
                    || record.modifiedAt().isAfter(link.modifiedAt())
                    || !Objects.equals(link.owner(), map.owner(record.fields()));
            return new Decision.Known(record, advances);
        }
        if (link.alias()) {
            return ofAlias(record, theirs, fingerprint, base, ours);
        }
        Instant modified = record.modifiedAt().equals(Instant.EPOCH) ? null : record.modifiedAt();
        ThreeWayMerge.Merged merged = ThreeWayMerge.merge(
                map.rules(),
                written,
                base == null ? agreed(ours) : base,
                new ThreeWayMerge.Side(ours.fields(), ours.editedAt()),
                new ThreeWayMerge.Side(theirs, modified));
        int rounds = link.rounds();
        Instant since = link.roundsSince();
        boolean moved = !merged.here().isEmpty()
                || !merged.conflicts().isEmpty()
                || !merged.there().isEmpty();
        if (moved && answersUs(link, fingerprint)) {
            boolean goesOn = since != null && since.plus(LOOP_WINDOW).isAfter(now);
            rounds = goesOn ? rounds + 1 : 1;
            since = goesOn ? since : now;
            if (rounds >= MOST_ROUNDS) {
                return hold(record, held, Quarantine.LOOP, null, "The CRM rewrites what we write", fingerprint);
            }
        }
        UUID customer = null;
        if (merged.here().stream().anyMatch(change -> change.field().equals(FieldMap.ACCOUNT))) {
            String account = theirs.get(FieldMap.ACCOUNT);
            customer = account == null ? null : known.customers().get(account);
            if (customer == null) {
                return unknownAccount(record, held, account, fingerprint);
            }
        }
        return new Decision.Written(
                record,
                ours.id(),
                false,
                merged.onto(ours.fields()),
                customer,
                fingerprint,
                merged.base(),
                merged.here(),
                !merged.there().isEmpty(),
                merged.conflicts(),
                rounds,
                since,
                false);
    }

    /** A change of an alias is taken where ours is still what the alias had; it never wins, asks or is written to. */
    private Decision ofAlias(
            RemoteRecord record,
            Map<String, String> theirs,
            String fingerprint,
            @Nullable Map<String, String> base,
            OurRecords.Ours ours) {
        ThreeWayMerge.Merged merged = ThreeWayMerge.merge(
                map.rules(),
                Set.of(),
                base == null ? theirs : base,
                new ThreeWayMerge.Side(ours.fields(), null),
                new ThreeWayMerge.Side(theirs, null));
        List<ThreeWayMerge.Change> here = merged.here().stream()
                .filter(change -> change.rule() == ThreeWayMerge.Rule.ONE_SIDE)
                .toList();
        return new Decision.Written(
                record,
                ours.id(),
                false,
                new ThreeWayMerge.Merged(here, List.of(), List.of(), theirs).onto(ours.fields()),
                null,
                fingerprint,
                theirs,
                here,
                !here.isEmpty(),
                List.of(),
                0,
                null,
                true);
    }

    private boolean answersUs(Links.Link link, String fingerprint) {
        Instant at = link.lastOutAt();
        return at != null && !at.plus(ECHO).isBefore(now) && !fingerprint.equals(link.lastOut());
    }

    /**
     * What both sides are taken to have held where old code has linked them: what we hold, unless a person has edited it
     * since. Then nothing, so that whatever differs is decided by its owner.
     */
    private Map<String, String> agreed(OurRecords.Ours ours) {
        return ours.editedAt() == null ? mapped(ours.fields()) : Map.of();
    }

    private Map<String, String> mapped(Map<String, String> fields) {
        Map<String, String> only = new TreeMap<>(fields);
        only.keySet().retainAll(map.rules().keySet());
        return only;
    }

    private Decision unknownAccount(
            RemoteRecord record, Quarantine.@Nullable Entry held, @Nullable String account, String fingerprint) {
        if (account == null) {
            return hold(record, held, "ACCOUNT_MISSING", FieldMap.ACCOUNT, "The contact has no account", fingerprint);
        }
        return known.leftOut().has(account)
                ? hold(
                        record,
                        held,
                        ACCOUNT_LEFT_OUT,
                        FieldMap.ACCOUNT,
                        "The filter leaves out account " + account,
                        fingerprint)
                : hold(record, held, "ACCOUNT_UNKNOWN", FieldMap.ACCOUNT, "No account " + account, fingerprint);
    }

    private Decision.Held hold(
            RemoteRecord record,
            Quarantine.@Nullable Entry held,
            String code,
            @Nullable String field,
            String message,
            String fingerprint) {
        boolean again = held != null
                && held.code().equals(code)
                && fingerprint.equals(held.fingerprint())
                && held.mappingVersion() == mappingVersion;
        return new Decision.Held(record, code, field, message, fingerprint, again);
    }
}
