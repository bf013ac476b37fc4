package org.crmcontracts.connectors.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SyncCursorTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1_000_000);
    private static final java.time.Duration SECOND = java.time.Duration.ofSeconds(1);

    @Test
    void theFirstWindowAsksForEverything() {
        SyncCursor cursor = SyncCursor.START.open(SECOND);
        assertThat(cursor.inWindow()).isTrue();
        assertThat(cursor.since()).isNull();
        assertThat(cursor.pageToken()).isNull();
    }

    @Test
    void theMarkMovesOnlyWhenTheLastPageIsIn() {
        SyncCursor first = SyncCursor.START.open(SECOND).after(NOON, "p2", LATER);
        assertThat(first.committed()).isNull();
        assertThat(first.pageToken()).isEqualTo("p2");
        SyncCursor last = first.after(NOON.plusSeconds(60), null, LATER);
        assertThat(last.committed()).isEqualTo(NOON.plusSeconds(60));
        assertThat(last.inWindow()).isFalse();
    }

    @Test
    void theNextWindowReachesBackByTheOverlap() {
        SyncCursor next = SyncCursor.START.open(SECOND).after(NOON, null, LATER).open(SECOND);
        assertThat(next.since()).isEqualTo(NOON.minus(SyncCursor.OVERLAP));
    }

    @Test
    void aWindowUnderWayIsContinuedNotReopened() {
        SyncCursor underWay = SyncCursor.START.open(SECOND).after(NOON, "p2", LATER);
        assertThat(underWay.open(SECOND)).isEqualTo(underWay);
    }

    @Test
    void anExpiredTokenRestartsTheSameWindow() {
        SyncCursor window = SyncCursor.START
                .open(SECOND)
                .after(NOON, null, LATER)
                .open(SECOND)
                .after(NOON.plusSeconds(9), "p2", LATER);
        SyncCursor restarted = window.restarted();
        assertThat(restarted.since()).isEqualTo(window.since());
        assertThat(restarted.pageToken()).isNull();
        assertThat(restarted.committed()).isEqualTo(window.committed());
    }

    @Test
    void theMarkStaysBehindOurOwnClock() {
        SyncCursor done = SyncCursor.START.open(SECOND).after(NOON.plusSeconds(600), null, NOON);
        assertThat(done.committed()).isEqualTo(NOON.minus(SyncCursor.SAFETY));
    }

    @Test
    void coarseTimesWidenTheOverlap() {
        SyncCursor done = SyncCursor.START.open(SECOND).after(NOON, null, LATER);
        assertThat(done.open(java.time.Duration.ofMinutes(10)).since()).isEqualTo(NOON.minusSeconds(1_200));
    }

    @Test
    void anEmptyWindowKeepsTheMark() {
        SyncCursor done = SyncCursor.START.open(SECOND).after(NOON, null, LATER);
        assertThat(done.open(SECOND).after(null, null, LATER).committed()).isEqualTo(NOON);
    }

    /** Whatever order the pages bring, the mark is the newest of all and never goes back. */
    @Property
    void theMarkIsTheNewestSeen(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 100_000) Integer> pages) {
        SyncCursor cursor = SyncCursor.START.open(SECOND);
        for (int i = 0; i < pages.size(); i++) {
            cursor = cursor.after(NOON.plusSeconds(pages.get(i)), i == pages.size() - 1 ? null : "p" + i, LATER);
        }
        assertThat(cursor.committed())
                .isEqualTo(
                        NOON.plusSeconds(pages.stream().mapToInt(p -> p).max().orElseThrow()));
    }
}
