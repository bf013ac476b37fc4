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

    @Test
    void theFirstWindowAsksForEverything() {
        SyncCursor cursor = SyncCursor.START.open();
        assertThat(cursor.inWindow()).isTrue();
        assertThat(cursor.since()).isNull();
        assertThat(cursor.pageToken()).isNull();
    }

    @Test
    void theMarkMovesOnlyWhenTheLastPageIsIn() {
        SyncCursor first = SyncCursor.START.open().after(NOON, "p2");
        assertThat(first.committed()).isNull();
        assertThat(first.pageToken()).isEqualTo("p2");
        SyncCursor last = first.after(NOON.plusSeconds(60), null);
        assertThat(last.committed()).isEqualTo(NOON.plusSeconds(60));
        assertThat(last.inWindow()).isFalse();
    }

    @Test
    void theNextWindowReachesBackByTheOverlap() {
        SyncCursor next = SyncCursor.START.open().after(NOON, null).open();
        assertThat(next.since()).isEqualTo(NOON.minus(SyncCursor.OVERLAP));
    }

    @Test
    void aWindowUnderWayIsContinuedNotReopened() {
        SyncCursor underWay = SyncCursor.START.open().after(NOON, "p2");
        assertThat(underWay.open()).isEqualTo(underWay);
    }

    @Test
    void anExpiredTokenRestartsTheSameWindow() {
        SyncCursor window = SyncCursor.START.open().after(NOON, null).open().after(NOON.plusSeconds(9), "p2");
        SyncCursor restarted = window.restarted();
        assertThat(restarted.since()).isEqualTo(window.since());
        assertThat(restarted.pageToken()).isNull();
        assertThat(restarted.committed()).isEqualTo(window.committed());
    }

    @Test
    void anEmptyWindowKeepsTheMark() {
        SyncCursor done = SyncCursor.START.open().after(NOON, null);
        assertThat(done.open().after(null, null).committed()).isEqualTo(NOON);
    }

    /** Whatever order the pages bring, the mark is the newest of all and never goes back. */
    @Property
    void theMarkIsTheNewestSeen(
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 100_000) Integer> pages) {
        SyncCursor cursor = SyncCursor.START.open();
        for (int i = 0; i < pages.size(); i++) {
            cursor = cursor.after(NOON.plusSeconds(pages.get(i)), i == pages.size() - 1 ? null : "p" + i);
        }
        assertThat(cursor.committed())
                .isEqualTo(
                        NOON.plusSeconds(pages.stream().mapToInt(p -> p).max().orElseThrow()));
    }
}
