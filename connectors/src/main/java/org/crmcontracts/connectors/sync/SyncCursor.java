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
     * How far a window reaches back behind the last one, at least: time stamps are coarse and rows are committed late;
     * what is read twice is recognised by its fingerprint.
     */
    public static final Duration OVERLAP = Duration.ofMinutes(5);

    /** The mark stays so far behind our own clock: a row that is being committed carries an earlier time. */
    public static final Duration SAFETY = Duration.ofMinutes(1);

    public static final SyncCursor START = new SyncCursor(null, false, null, null, null);

    /**
     * The window to work on: the one under way, or a new one behind the committed mark.
     *
     * @param clockStep the resolution of the CRM's times
     */
    public SyncCursor open(Duration clockStep) {
        Duration steps = clockStep.multipliedBy(2);
        Duration back = steps.compareTo(OVERLAP) > 0 ? steps : OVERLAP;
        return inWindow
                ? this
                : new SyncCursor(committed, true, committed == null ? null : committed.minus(back), null, null);
    }

    /** A window over everything, with all that was begun given up; the mark stays until it is done. */
    public SyncCursor fromStart() {
        return new SyncCursor(committed, true, null, null, null);
    }

    /**
     * The cursor after a page; without a next page the window is committed.
     *
     * @param now our own time
     */
    public SyncCursor after(@Nullable Instant highestOfPage, @Nullable String nextPageToken, Instant now) {
        Instant highest = later(windowHighest, highestOfPage);
        if (nextPageToken != null) {
            return new SyncCursor(committed, true, since, highest, nextPageToken);
        }
        Instant safe = now.minus(SAFETY);
        Instant mark = highest != null && highest.isAfter(safe) ? safe : highest;
        return new SyncCursor(later(committed, mark), false, null, null, null);
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
