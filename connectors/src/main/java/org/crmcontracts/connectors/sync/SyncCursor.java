package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one kind of record has been read (a value; saved in the transaction of each page).
 *
 * <p>A window is one walk through all pages since a moment. It survives a crash: the page token continues it, and the
 * committed high-water mark moves only when its last page is in.
 *
 * @param committed the newest modification of the last whole window, null before the first
 * @param inWindow whether a window is under way
 * @param since what the window asks for, null for everything
 * @param windowHighest the newest modification seen in the window
 * @param pageToken where the window goes on, null at its first page
 */
public record SyncCursor(
        @Nullable Instant committed,
        boolean inWindow,
        @Nullable Instant since,
        @Nullable Instant windowHighest,
        @Nullable String pageToken) {
    /**
     * How far a window reaches back behind the last one. Zoho's time stamps have whole seconds and rows may be
     * committed late; what is read twice is recognised by its fingerprint.
     */
    public static final Duration OVERLAP = Duration.ofMinutes(5);

    public static final SyncCursor START = new SyncCursor(null, false, null, null, null);

    /** The window to work on: the one under way, or a new one behind the committed mark. */
    public SyncCursor open() {
        return inWindow
                ? this
                : new SyncCursor(committed, true, committed == null ? null : committed.minus(OVERLAP), null, null);
    }

    /** The cursor after a page; without a next page the window is committed. */
    public SyncCursor after(@Nullable Instant highestOfPage, @Nullable String nextPageToken) {
        Instant highest = later(windowHighest, highestOfPage);
        return nextPageToken == null
                ? new SyncCursor(later(committed, highest), false, null, null, null)
                : new SyncCursor(committed, true, since, highest, nextPageToken);
    }

    /** The same window from its first page: the CRM no longer knows the page token. */
    public SyncCursor restarted() {
        return new SyncCursor(committed, true, since, null, null);
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isAfter(b) ? a : b;
    }
}
