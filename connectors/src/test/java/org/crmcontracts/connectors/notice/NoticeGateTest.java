package org.crmcontracts.connectors.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeGateTest {
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
    private static final UUID ONE = UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a");
    private static final UUID OTHER = UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6b");

    private final NoticeGate gate = new NoticeGate();

    private int taken(UUID connection, Instant at, int of) {
        gate.clock = Clock.fixed(at, ZoneOffset.UTC);
        int taken = 0;
        for (int i = 0; i < of; i++) {
            taken += gate.takes(connection) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void takesAHundredAtOnceAndThenTenASecond() {
        assertThat(taken(ONE, START, 500)).isEqualTo(100);
        assertThat(taken(ONE, START.plusMillis(99), 500)).isZero();
        assertThat(taken(ONE, START.plusSeconds(1), 500)).isEqualTo(10);
        assertThat(taken(ONE, START.plus(Duration.ofHours(1)), 500)).isEqualTo(100);
    }

    @Test
    void oneConnectionDoesNotTakeFromAnother() {
        assertThat(taken(ONE, START, 500)).isEqualTo(100);
        assertThat(taken(OTHER, START, 50)).isEqualTo(50);
    }
}
