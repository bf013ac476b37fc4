package org.crmcontracts.tenants.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the chain found.
 *
 * @param firstInvalid number of the first link that does not fit, null if all do
 * @param reason why it does not, null if all do
 * @param head hash of the last link as recorded
 */
public record ChainReport(
        long events, boolean valid, @Nullable Long firstInvalid, @Nullable Reason reason, String head) {
    /** Why a link does not fit. */
    public enum Reason {
        /** Another number was due: one is missing, out of order or stands twice. */
        NUMBER,
        /** Its hash is not that of its content after the link before it: it, or the link before it, was changed. */
        HASH,
        /** The chain ends before, or elsewhere than, its recorded head. */
        END,
        /** The chain fits itself but not a checkpoint: it was made anew from here, or at the latest from the checkpoint's number. */
        CHECKPOINT,
        /** The person it refers to was changed. */
        PERSON
    }

    public static ChainReport invalid(long events, long seq, Reason reason, String head) {
        return new ChainReport(events, false, seq, reason, head);
    }
}
