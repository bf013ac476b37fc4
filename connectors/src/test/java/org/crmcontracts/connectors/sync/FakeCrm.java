package org.crmcontracts.connectors.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.FieldMapping.Owner;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A CRM in memory whose behaviour a test scripts: coarse and wrong clocks, late commits, lost answers, faults on any
 * call, repeated, shuffled and halved listings, changed fields. Counts its calls.
 */
final class FakeCrm implements Crm {
    static final List<FieldMapping> MAPPING = Stream.of(
                    account("name", "Name", Owner.NEWEST),
                    account("registrationNumber", "Code", Owner.MANUAL),
                    account("phone", "Phone", Owner.LOCAL),
                    account("website", "Site", Owner.REMOTE),
                    account("industry", "Industry", Owner.NEWEST),
                    account("address", "Addr", Owner.NEWEST),
                    account("ownerName", "Owner", Owner.REMOTE),
                    contact("account", "Account", Owner.NEWEST),
                    contact("name", "FullName", Owner.NEWEST),
                    contact("email", "Mail", Owner.NEWEST),
                    contact("phone", "Tel", Owner.NEWEST),
                    contact("title", "Job", Owner.NEWEST))
            .toList();

    /** What a call does before, or instead of, its work. */
    @FunctionalInterface
    interface Script {
        /** Throws to refuse the call. */
        void before(String call);
    }

    /** What becomes of a write. */
    enum Fate {
        DONE,
        /** Done, and the answer is lost. */
        ANSWER_LOST,
        /** The answer is lost, and it is done only after {@link #lateness}. */
        LATE
    }

    /** Decides each write's fate. */
    @FunctionalInterface
    interface Fates {
        Fate of(RemoteChange change);
    }

    static final class Stored {
        final String id;
        final Map<String, String> fields = new TreeMap<>();
        final String reference;
        Instant modified;
        Instant visibleAt = Instant.EPOCH;
        long revision = 1;

        @Nullable
        Instant deletedAt;

        Stored(String id, String reference, Instant modified) {
            this.id = id;
            this.reference = reference;
            this.modified = modified;
        }
    }

    private final Clock clock;
    private final Map<RemoteKind, Map<String, Stored>> stored = new EnumMap<>(RemoteKind.class);
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<Runnable> late = new ArrayList<>();
    private final List<Instant> lateAt = new ArrayList<>();
    private int lastId;
    private long allCalls;

    CrmTraits traits = new CrmTraits(100, true, false, true, true, Duration.ofMinutes(2), Duration.ofSeconds(1));
    List<RemoteField> accountFields = fields("Name", "Code", "Phone", "Site", "Addr", "Owner");
    List<RemoteField> contactFields = fields("Account", "FullName", "Mail", "Tel", "Job");
    Duration skew = Duration.ZERO;
    Duration lateness = Duration.ofSeconds(60);
    int pageSize = 50;
    boolean repeatsPages;
    boolean shufflesPages;
    boolean tellsTotal = true;
    double listed = 1;
    Script script = call -> {};
    Fates fates = change -> Fate.DONE;
    /** A peer that works in the CRM and answers each write. */
    java.util.function.Consumer<Stored> peer = record -> {};

    FakeCrm(Clock clock) {
        this(clock, 1);
    }

    /**
     * @param seed 1 for the usual; others have other sizes of pages and batches
     */
    FakeCrm(Clock clock, long seed) {
        this.clock = clock;
        if (seed != 1) {
            Random random = new Random(seed);
            pageSize = 20 + random.nextInt(60);
            traits = new CrmTraits(
                    20 + random.nextInt(80), true, false, true, true, Duration.ofMinutes(2), Duration.ofSeconds(1));
        }
        for (RemoteKind kind : RemoteKind.values()) {
            stored.put(kind, new TreeMap<>());
        }
        accountFields = new ArrayList<>(accountFields);
        accountFields.add(new RemoteField(
                "Industry",
                "Industry",
                RemoteField.Type.CHOICE,
                true,
                false,
                null,
                Map.of("i1", "Banking", "i2", "Trade")));
    }

    private static FieldMapping account(String ours, String theirs, Owner owner) {
        return new FieldMapping(RemoteKind.ACCOUNT, ours, theirs, owner);
    }

    private static FieldMapping contact(String ours, String theirs, Owner owner) {
        return new FieldMapping(RemoteKind.CONTACT, ours, theirs, owner);
    }

    static List<RemoteField> fields(String... names) {
        return Stream.of(names)
                .map(name -> new RemoteField(name, name, RemoteField.Type.TEXT, true, false, 300, Map.of()))
                .toList();
    }

    // What a test does as the CRM's user.

    /** Its own time, in whole steps of its clock. */
    Instant now() {
        long step = traits.clockStep().toMillis();
        long millis = clock.instant().plus(skew).toEpochMilli();
        return Instant.ofEpochMilli(millis - millis % step);
    }

    synchronized String create(RemoteKind kind, Map<String, String> fields) {
        Stored record = new Stored(kind.name().charAt(0) + String.format("%07d", ++lastId), "", now());
        record.fields.putAll(fields);
        stored.get(kind).put(record.id, record);
        return record.id;
    }

    synchronized void change(RemoteKind kind, String id, String field, String value) {
        Stored record = get(kind, id);
        record.fields.put(field, value);
        touch(record);
    }

    void touch(Stored record) {
        record.modified = now();
        record.revision++;
    }

    synchronized void delete(RemoteKind kind, String id) {
        Stored record = get(kind, id);
        record.deletedAt = now();
    }

    Stored get(RemoteKind kind, String id) {
        Stored record = stored.get(kind).get(id);
        if (record == null) {
            throw new IllegalArgumentException(id);
        }
        return record;
    }

    synchronized List<Stored> all(RemoteKind kind) {
        settle();
        return stored.get(kind).values().stream()
                .filter(record -> record.deletedAt == null)
                .toList();
    }

    int calls(String call) {
        return calls.getOrDefault(call, 0);
    }

    /** Whatever was forgotten. */
    long allCalls() {
        return allCalls;
    }

    void forgetCalls() {
        calls.clear();
    }

    // What the sync calls.

    private void call(String name) {
        calls.merge(name, 1, Integer::sum);
        allCalls++;
        settle();
        script.before(name);
    }

    /** Does the late writes whose time has come. */
    private void settle() {
        for (int i = lateAt.size() - 1; i >= 0; i--) {
            if (!lateAt.get(i).isAfter(clock.instant())) {
                lateAt.remove(i);
                late.remove(i).run();
            }
        }
    }

    private boolean isThere(Stored record) {
        return record.deletedAt == null && !record.visibleAt.isAfter(clock.instant());
    }

    @Override
    public CrmTraits traits() {
        return traits;
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        call("describe");
        return kind == RemoteKind.ACCOUNT ? accountFields : contactFields;
    }

    @Override
    public synchronized RemotePage pull(PullRequest request) {
        call("pull");
        List<Stored> list = stored.get(request.kind()).values().stream()
                .filter(this::isThere)
                .filter(record -> request.since() == null
                        || !traits.filtersChanges()
                        || !record.modified.isBefore(request.since()))
                .sorted(Comparator.comparing((Stored record) -> record.modified).thenComparing(record -> record.id))
                .toList();
        int total = list.size();
        list = list.subList(0, (int) (list.size() * listed));
        String token = request.pageToken();
        int from = 0;
        if (token != null) {
            String[] last = token.split("\\|");
            Instant at = Instant.parse(last[0]);
            while (from < list.size()
                    && (list.get(from).modified.isBefore(at)
                            || (list.get(from).modified.equals(at)
                                    && list.get(from).id.compareTo(last[1]) <= 0))) {
                from++;
            }
        }
        int to = Math.min(from + pageSize, list.size());
        // Shuffled pages overlap with the one before and hold a record twice.
        int start = shufflesPages ? Math.max(0, from - pageSize / 5) : from;
        List<RemoteRecord> records = new ArrayList<>();
        for (Stored record : list.subList(start, to)) {
            records.add(shown(request.kind(), record));
        }
        if (shufflesPages && !records.isEmpty()) {
            records.add(records.get(0));
            java.util.Collections.shuffle(records, new Random(from));
        }
        String next = to < list.size() ? list.get(to - 1).modified + "|" + list.get(to - 1).id : null;
        if (repeatsPages && next != null) {
            next = token == null ? next : token;
        }
        return new RemotePage(records, next, tellsTotal ? (long) total : null);
    }

    private RemoteRecord shown(RemoteKind kind, Stored record) {
        return new RemoteRecord(kind, record.id, String.valueOf(record.revision), record.modified, record.fields, null);
    }

    @Override
    public synchronized List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        call("deletions");
        return stored.get(kind).values().stream()
                .filter(record -> record.deletedAt != null)
                .map(record -> new RemoteDeletion(kind, record.id, record.deletedAt))
                .toList();
    }

    @Override
    public synchronized List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        call("read");
        return stored.get(kind).values().stream()
                .filter(record -> externalIds.contains(record.id) && isThere(record))
                .map(record -> shown(kind, record))
                .toList();
    }

    @Override
    public synchronized List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        call("findByReference");
        return stored.get(kind).values().stream()
                .filter(record -> record.reference.equals(reference) && isThere(record))
                .map(record -> shown(kind, record))
                .toList();
    }

    @Override
    public synchronized List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        call("write");
        List<WriteOutcome> outcomes = new ArrayList<>();
        for (RemoteChange change : changes) {
            outcomes.add(write(kind, change));
        }
        return outcomes;
    }

    private WriteOutcome write(RemoteKind kind, RemoteChange change) {
        Optional<WriteOutcome> refused = refused(kind, change);
        if (refused.isPresent()) {
            return refused.get();
        }
        Fate fate = fates.of(change);
        if (fate == Fate.LATE) {
            late.add(() -> {
                if (refused(kind, change).isEmpty()) {
                    perform(kind, change);
                }
            });
            lateAt.add(clock.instant().plus(lateness));
            return new WriteOutcome.Unknown("timeout");
        }
        Stored record = perform(kind, change);
        return fate == Fate.ANSWER_LOST
                ? new WriteOutcome.Unknown("connection reset")
                : new WriteOutcome.Written(record.id, String.valueOf(record.revision));
    }

    private Optional<WriteOutcome> refused(RemoteKind kind, RemoteChange change) {
        Set<String> known = new HashSet<>();
        (kind == RemoteKind.ACCOUNT ? accountFields : contactFields).forEach(field -> known.add(field.name()));
        for (Map.Entry<String, Optional<String>> field : change.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                return Optional.of(new WriteOutcome.Refused(field.getKey(), "INVALID_FIELD", "no such field"));
            }
        }
        if (change.externalId() == null) {
            for (RemoteField field : kind == RemoteKind.ACCOUNT ? accountFields : contactFields) {
                if (field.required()
                        && change.fields()
                                .getOrDefault(field.name(), Optional.empty())
                                .isEmpty()) {
                    return Optional.of(new WriteOutcome.Refused(field.name(), "MANDATORY_NOT_FOUND", "is required"));
                }
            }
            boolean taken = traits.refusesSecondReference()
                    && stored.get(kind).values().stream()
                            .anyMatch(record -> record.reference.equals(change.reference()));
            return taken ? Optional.of(new WriteOutcome.Duplicate(null)) : Optional.empty();
        }
        Stored record = stored.get(kind).get(change.externalId());
        if (record == null || record.deletedAt != null) {
            return Optional.of(new WriteOutcome.Gone());
        }
        return traits.locksByRevision()
                        && change.revision() != null
                        && !change.revision().equals(String.valueOf(record.revision))
                ? Optional.of(new WriteOutcome.Changed())
                : Optional.empty();
    }

    private Stored perform(RemoteKind kind, RemoteChange change) {
        Stored record;
        if (change.externalId() == null) {
            record = new Stored(kind.name().charAt(0) + String.format("%07d", ++lastId), change.reference(), now());
            stored.get(kind).put(record.id, record);
        } else {
            record = get(kind, change.externalId());
            touch(record);
        }
        Stored written = record;
        change.fields()
                .forEach((field, value) -> value.ifPresentOrElse(
                        text -> written.fields.put(field, text), () -> written.fields.remove(field)));
        peer.accept(written);
        return written;
    }

    static CrmRefusal down() {
        return new CrmRefusal(CrmRefusal.Reason.RETRY_LATER, "503", "down");
    }
}
