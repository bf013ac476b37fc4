package org.crmcontracts.tenants.audit;

import org.jspecify.annotations.Nullable;

/**
 * Checks a chain link by link, in order, without a database: an edited, removed, inserted, reordered
 * or cut-off link is found.
 */
public final class ChainVerifier {
    /** What the first link follows. */
    public static final String GENESIS = "0".repeat(64);

    private long count;
    private String last = GENESIS;
    private @Nullable Long firstInvalid;

    public ChainVerifier next(AuditEvent event) {
        count++;
        if (firstInvalid == null
                && (event.seq() != count || !event.hashAfter(last).equals(event.hash()))) {
            firstInvalid = count;
        }
        last = event.hash();
        return this;
    }

    /** Compares with the recorded head, without which a cut-off end would not show. */
    public ChainReport against(long headSeq, String headHash) {
        Long invalid = firstInvalid;
        if (invalid == null && (headSeq != count || !headHash.equals(last))) {
            invalid = Math.min(count, headSeq) + 1;
        }
        return new ChainReport(count, invalid == null, invalid, headHash);
    }
}
