package org.crmcontracts.tenants.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigurationMemoryTest {
    private static final UUID TENANT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final Instant LONG_AGO = Instant.parse("2026-11-01T08:00:00Z");

    private Instant now = Instant.parse("2026-11-26T08:00:00Z");
    private Optional<Instant> since = Optional.of(LONG_AGO);
    private String stored = "old";

    private final ConfigurationMemory<String, String> memory =
            new ConfigurationMemory<>(((InstantSource) () -> now).withZone(ZoneOffset.UTC), id -> since);

    private String read() {
        return memory.get(TENANT, "key", key -> stored);
    }

    @Test
    void whatStandsUnchangedIsRememberedForFiveMinutes() {
        read();
        stored = "new";
        now = now.plusSeconds(299);
        assertThat(read()).isEqualTo("old");
        now = now.plusSeconds(1);
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void whatChangedLatelyIsRememberedForHalfAMinute() {
        since = Optional.empty();
        read();
        stored = "new";
        now = now.plusSeconds(29);
        assertThat(read()).isEqualTo("old");
        now = now.plusSeconds(1);
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void anAnnouncementEndsWhatIsRemembered() {
        read();
        stored = "new";
        since = Optional.empty();
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void whatWasReadWhileAChangeWasUnderWayIsNotFoundOnceItIsSettled() {
        read();
        since = Optional.empty();
        read();
        stored = "new";
        since = Optional.of(now);
        assertThat(read()).isEqualTo("new");
    }

    @Test
    void forgetsATenantAndNoOther() {
        read();
        memory.get(OTHER, "key", key -> "other");
        stored = "new";
        memory.forget(TENANT);
        assertThat(read()).isEqualTo("new");
        assertThat(memory.get(OTHER, "key", key -> "never")).isEqualTo("other");
    }

    @Test
    void aReadingThatBeganBeforeForgettingIsNotRemembered() {
        memory.get(TENANT, "key", key -> {
            memory.forget(TENANT);
            return stored;
        });
        stored = "new";
        assertThat(read()).isEqualTo("new");
    }
}
