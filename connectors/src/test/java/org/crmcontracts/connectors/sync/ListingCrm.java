package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** A large CRM that only lists, and makes up its records as it is asked; counts its calls. */
final class ListingCrm implements Crm {
    static final int PAGE = 200;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private final int accounts;
    private final int contacts;
    private final Duration pause;
    final AtomicInteger calls = new AtomicInteger();
    private int changeEvery;
    private int changes;
    private Instant changedAt = Instant.MIN;

    /**
     * @param pause how long each call takes
     */
    ListingCrm(int accounts, int contacts, Duration pause) {
        this.accounts = accounts;
        this.contacts = contacts;
        this.pause = pause;
    }

    /** Changes one in so many accounts. */
    void change(int every, Instant at) {
        changeEvery = every;
        changes++;
        changedAt = at;
    }

    /** Calls that a first load cannot do without: a page may be full, the fields must be known, deletions asked for. */
    int leastCalls() {
        int kinds = 2;
        return pages(accounts) + pages(contacts) + 2 * kinds;
    }

    private static int pages(int records) {
        return Math.max(1, (records + PAGE - 1) / PAGE);
    }

    private void call() {
        calls.incrementAndGet();
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CrmTraits traits() {
        return new CrmTraits(100, true, false, true, true, Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        call();
        return kind == RemoteKind.ACCOUNT
                ? FakeCrm.fields("Name", "Code", "Phone", "Site", "Industry", "Addr", "Owner")
                : FakeCrm.fields("Account", "FullName", "Mail", "Tel", "Job");
    }

    @Override
    public RemotePage pull(PullRequest request) {
        call();
        int size = request.kind() == RemoteKind.ACCOUNT ? accounts : contacts;
        Instant since = request.since();
        int[] listed = since == null ? null : since(request.kind(), size, since);
        int total = listed == null ? size : listed.length;
        int from = request.pageToken() == null ? 0 : Integer.parseInt(request.pageToken());
        int to = Math.min(total, from + PAGE);
        List<RemoteRecord> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            records.add(record(request.kind(), listed == null ? i : listed[i]));
        }
        return new RemotePage(records, to < total ? String.valueOf(to) : null, (long) total);
    }

    private int[] since(RemoteKind kind, int size, Instant since) {
        return IntStream.range(0, size)
                .filter(i -> !modified(kind, i).isBefore(since))
                .toArray();
    }

    private boolean isChanged(RemoteKind kind, int i) {
        return kind == RemoteKind.ACCOUNT && changeEvery > 0 && i % changeEvery == 0;
    }

    private Instant modified(RemoteKind kind, int i) {
        return isChanged(kind, i) ? changedAt : START.plusSeconds(i);
    }

    private RemoteRecord record(RemoteKind kind, int i) {
        boolean isChanged = isChanged(kind, i);
        return new RemoteRecord(
                kind,
                kind.name().charAt(0) + "" + i,
                isChanged ? "c" + changes : "1",
                modified(kind, i),
                fields(kind, i, isChanged ? changes : 0),
                null);
    }

    private Map<String, String> fields(RemoteKind kind, int i, int change) {
        return kind == RemoteKind.ACCOUNT
                ? fields(i, change)
                : Map.of("Account", "A" + i % accounts, "FullName", "Contact " + i, "Mail", "c" + i + "@x.example");
    }

    static Map<String, String> fields(int i, int change) {
        return Map.of(
                "Name", "Customer " + i,
                "Phone", "+86 10 " + (10_000_000 + i),
                "Site", "https://c" + i + ".example",
                "Industry", "Trade",
                "Addr", (i + change) + " Long Road, Some Town");
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        call();
        return List.of();
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        call();
        return externalIds.stream()
                .map(id -> record(kind, Integer.parseInt(id.substring(1))))
                .toList();
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        call();
        return List.of();
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        throw new UnsupportedOperationException();
    }
}
