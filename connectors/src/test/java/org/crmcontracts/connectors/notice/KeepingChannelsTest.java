package org.crmcontracts.connectors.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.notice.KeepingChannels.Step;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeepingChannelsTest {
    private static final Instant OPENED = Instant.parse("2026-11-26T08:00:00Z");
    private static final Duration LIFE = Duration.ofDays(6);
    private static final Optional<String> WANTED = Optional.of("https://contracts.example#1");

    private static Channels.Kept kept(String state, @Nullable String openedFor) {
        return new Channels.Kept(
                UUID.fromString("0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a"),
                state.equals("ACTIVE"),
                state.equals("PAUSED"),
                1,
                openedFor,
                openedFor == null ? null : OPENED,
                openedFor == null ? null : OPENED.plus(LIFE));
    }

    private static Step step(String state, @Nullable String openedFor, Optional<String> wanted, Duration later) {
        return KeepingChannels.step(kept(state, openedFor), wanted, OPENED.plus(later));
    }

    @Test
    void isOpenedOnceAndRenewedAfterAQuarterOfItsLife() {
        String open = WANTED.orElseThrow();
        assertThat(step("ACTIVE", null, WANTED, Duration.ZERO)).isEqualTo(Step.OPEN);
        assertThat(step("ACTIVE", open, WANTED, Duration.ofHours(35))).isEqualTo(Step.NOTHING);
        assertThat(step("ACTIVE", open, WANTED, Duration.ofHours(36))).isEqualTo(Step.OPEN);
        assertThat(step("ACTIVE", open, WANTED, LIFE.plusDays(1))).isEqualTo(Step.OPEN);
    }

    @Test
    void isOpenedAnewForAnotherAddress() {
        String open = WANTED.orElseThrow();
        assertThat(step("ACTIVE", open, Optional.of("https://contracts.example#2"), Duration.ZERO))
                .isEqualTo(Step.OPEN);
        assertThat(step("ACTIVE", open, Optional.of("https://other.example#1"), Duration.ZERO))
                .isEqualTo(Step.OPEN);
    }

    @Test
    void isClosedWhileNothingIsWanted() {
        String open = WANTED.orElseThrow();
        assertThat(step("PAUSED", open, WANTED, Duration.ZERO)).isEqualTo(Step.CLOSE);
        assertThat(step("ACTIVE", open, Optional.empty(), Duration.ZERO)).isEqualTo(Step.CLOSE);
        assertThat(step("PAUSED", null, WANTED, Duration.ZERO)).isEqualTo(Step.NOTHING);
        assertThat(step("ACTIVE", null, Optional.empty(), Duration.ZERO)).isEqualTo(Step.NOTHING);
    }

    @Test
    void isLeftAloneWhileTheCrmAcceptsNothing() {
        assertThat(step("NEEDS_RECONNECT", WANTED.orElseThrow(), WANTED, LIFE)).isEqualTo(Step.NOTHING);
        assertThat(step("NEEDS_RECONNECT", null, WANTED, Duration.ZERO)).isEqualTo(Step.NOTHING);
    }
}
