package org.crmcontracts.connectors.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.spi.Counts;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.jspecify.annotations.Nullable;

/**
 * Tries step by step whether a CRM can be reached with an access: reads a little, writes and keeps nothing. For one
 * thread, and one use.
 */
final class Trial {
    /** What a trial looks at, in this order. */
    enum Name {
        ADDRESS,
        TOKEN,
        ACCOUNT_FIELDS,
        ACCOUNT_RECORDS,
        CONTACT_FIELDS,
        CONTACT_RECORDS,
        WRITING
    }

    /** How a step ended. */
    enum Outcome {
        DONE,
        /** It works, but less than it could. */
        LESS,
        FAILED,
        /** A former step failed, or the CRM needs none. */
        SKIPPED
    }

    /**
     * One step.
     *
     * @param millis how long it took
     * @param cause why it failed: a reason of {@link CrmRefusal} or a code for administrators; null where it did not
     * @param vendorCode the CRM's own code, null where it gave none
     * @param count fields that were found, or that may be written, or records that there are; null where not told
     */
    record Step(
            Name name,
            Outcome outcome,
            long millis,
            @Nullable String cause,
            @Nullable String vendorCode,
            @Nullable Long count) {}

    static final String READ_ONLY = "READ_ONLY";

    /** Of what was changed so lately one page is enough; and no CRM answers it by the job that lists everything. */
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    private final CrmFactory factory;
    private final CrmAccess access;
    private final TokenWatch watch;
    private final Map<RemoteKind, List<RemoteField>> fields = new TreeMap<>();
    private final List<Step> steps = new ArrayList<>();
    private boolean over;

    Trial(CrmFactory factory, CrmAccess access, CrmHouse house) {
        this.factory = factory;
        this.access = access;
        this.watch = new TokenWatch(house);
    }

    /** Blocks until all steps are done, or one failed behind which there is no other. */
    List<Step> run() {
        step(Name.ADDRESS, any -> factory.check(access));
        if (!over) {
            crm();
        }
        for (Name name : Name.values()) {
            if (steps.stream().noneMatch(step -> step.name() == name)) {
                steps.add(new Step(name, Outcome.SKIPPED, 0, null, null, null));
            }
        }
        return steps;
    }

    private void crm() {
        Crm crm;
        try {
            crm = factory.connect(access, watch);
        } catch (CrmRefusal e) {
            failed(Name.TOKEN, 0, e);
            over = true;
            return;
        }
        for (RemoteKind kind : List.of(RemoteKind.ACCOUNT, RemoteKind.CONTACT)) {
            boolean accounts = kind == RemoteKind.ACCOUNT;
            step(accounts ? Name.ACCOUNT_FIELDS : Name.CONTACT_FIELDS, count -> {
                List<RemoteField> found = crm.describe(kind);
                fields.put(kind, found);
                count.accept((long) found.size());
            });
            step(accounts ? Name.ACCOUNT_RECORDS : Name.CONTACT_RECORDS, count -> {
                RemotePage page = crm.pull(new PullRequest(kind, LONG_AGO, null, asked(kind)));
                Long total = crm instanceof Counts counts ? Long.valueOf(counts.count(kind)) : page.total();
                if (total != null) {
                    count.accept(total);
                } else if (page.nextPageToken() == null) {
                    count.accept((long) page.records().size());
                }
            });
        }
        writing(crm);
    }

    /** Of the fields that are mapped usually, those that are there; a page must hold no more. */
    private Set<String> asked(RemoteKind kind) {
        Set<String> there = fields.getOrDefault(kind, List.of()).stream()
                .map(RemoteField::name)
                .collect(Collectors.toSet());
        return usual(kind).stream()
                .map(FieldMapping::theirs)
                .filter(there::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<FieldMapping> usual(RemoteKind kind) {
        return factory.usualMapping().stream()
                .filter(mapping -> mapping.kind() == kind)
                .toList();
    }

    /** What can be told without writing: the field for our reference, and what the CRM says of each field. */
    private void writing(Crm crm) {
        if (over || fields.isEmpty()) {
            return;
        }
        step(Name.WRITING, count -> {
            for (RemoteKind kind : fields.keySet()) {
                crm.findByReference(kind, new UUID(0, 0).toString(), asked(kind));
            }
            count.accept(writable());
        });
        int last = steps.size() - 1;
        Step step = steps.get(last);
        if (CrmRefusal.REFERENCE_FIELD_MISSING.equals(step.cause())) {
            steps.set(last, less(step, CrmRefusal.REFERENCE_FIELD_MISSING));
        } else if (step.outcome() == Outcome.DONE && Long.valueOf(0).equals(step.count())) {
            steps.set(last, less(step, READ_ONLY));
        }
    }

    private static Step less(Step step, String cause) {
        return new Step(step.name(), Outcome.LESS, step.millis(), cause, null, step.count());
    }

    private long writable() {
        return fields.entrySet().stream()
                .mapToLong(entry -> {
                    Set<String> ours = usual(entry.getKey()).stream()
                            .map(FieldMapping::theirs)
                            .collect(Collectors.toSet());
                    return entry.getValue().stream()
                            .filter(field -> field.writable() && ours.contains(field.name()))
                            .count();
                })
                .sum();
    }

    private interface Work {
        void run(Consumer<Long> count);
    }

    private void step(Name name, Work work) {
        if (over) {
            return;
        }
        long tokenBefore = watch.nanos();
        boolean askedBefore = watch.wasAsked();
        long began = System.nanoTime();
        Long[] count = new Long[1];
        CrmRefusal refusal = null;
        try {
            work.run(found -> count[0] = found);
        } catch (CrmRefusal e) {
            refusal = e;
        }
        long token = watch.nanos() - tokenBefore;
        long millis = millis(System.nanoTime() - began - token);
        if (name == Name.ACCOUNT_FIELDS && !askedBefore) {
            token(token);
        }
        if (over) {
            return;
        }
        if (refusal == null) {
            steps.add(new Step(name, Outcome.DONE, millis, null, null, count[0]));
        } else {
            failed(name, millis, refusal);
            over = name == Name.ADDRESS || !concernsOneStep(refusal);
        }
    }

    /** The first call needs the token, or shows that the CRM has none. */
    private void token(long nanos) {
        CrmRefusal refusal = watch.refusal();
        if (refusal != null) {
            failed(Name.TOKEN, millis(nanos), refusal);
            over = true;
        } else {
            steps.add(new Step(
                    Name.TOKEN, watch.wasAsked() ? Outcome.DONE : Outcome.SKIPPED, millis(nanos), null, null, null));
        }
    }

    /** A right that is missing, or one answer that is wrong, says nothing of what comes next. */
    private static boolean concernsOneStep(CrmRefusal refusal) {
        return refusal.reason() == CrmRefusal.Reason.NEEDS_RECONNECT
                || refusal.reason() == CrmRefusal.Reason.BAD_ANSWER;
    }

    private void failed(Name name, long millis, CrmRefusal refusal) {
        String own = refusal.vendorCode();
        boolean ours = own != null && CrmRefusal.FOR_ADMINISTRATORS.contains(own);
        steps.add(new Step(
                name, Outcome.FAILED, millis, ours ? own : refusal.reason().name(), ours ? null : own, null));
    }

    private static long millis(long nanos) {
        return Math.max(0, Duration.ofNanos(nanos).toMillis());
    }
}
