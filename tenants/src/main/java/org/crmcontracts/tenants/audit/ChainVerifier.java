package org.crmcontracts.tenants.audit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks a chain link by link, in order, without a database and without keeping links: an edited, removed, inserted or
 * reordered link is found, and one that was cut off by the recorded head. A chain that was made anew as a whole is found
 * by the heads that were sealed before.
 */
public final class ChainVerifier {
    /** What the first link follows. */
    public static final String GENESIS = "0".repeat(64);

    private final TreeMap<Long, String> sealed;
    private long count;
    private long confirmed;
    private String last = GENESIS;
    private @Nullable Long firstInvalid;
    private ChainReport.@Nullable Reason reason;

    public ChainVerifier() {
        this(Map.of());
    }

    /** @param sealed hashes of links, by number, as checkpoints tell them */
    public ChainVerifier(Map<Long, String> sealed) {
        this.sealed = new TreeMap<>(sealed);
    }

    public ChainVerifier next(AuditEvent event) {
        count++;
        if (firstInvalid == null) {
            check(event);
        }
        last = event.hash();
        return this;
    }

    /** The number of links so far. */
    public long count() {
        return count;
    }

    /** Whether every link so far fits. */
    public boolean isGood() {
        return firstInvalid == null;
    }

    private void check(AuditEvent event) {
        String known = sealed.get(count);
        if (event.seq() != count) {
            fail(count, ChainReport.Reason.NUMBER);
        } else if (!event.hashAfter(last).equals(event.hash())) {
            fail(count, ChainReport.Reason.HASH);
        } else if (known != null && !known.equals(event.hash())) {
            fail(confirmed + 1, ChainReport.Reason.CHECKPOINT);
        } else if (known != null) {
            confirmed = count;
        }
    }

    private void fail(long seq, ChainReport.Reason why) {
        firstInvalid = seq;
        reason = why;
    }

    /** Compares with the recorded head, without which a cut-off end would not show. */
    public ChainReport against(long headSeq, String headHash) {
        if (firstInvalid == null && (headSeq != count || !headHash.equals(last))) {
            fail(Math.min(count, headSeq) + 1, ChainReport.Reason.END);
        }
        if (firstInvalid == null && !sealed.isEmpty() && sealed.lastKey() > count) {
            fail(count + 1, ChainReport.Reason.CHECKPOINT);
        }
        return new ChainReport(count, firstInvalid == null, firstInvalid, reason, headHash);
    }
}
