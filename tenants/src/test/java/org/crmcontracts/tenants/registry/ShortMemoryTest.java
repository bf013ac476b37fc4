package org.crmcontracts.tenants.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ShortMemoryTest {
    private Instant now = Instant.parse("2026-11-25T08:00:00Z");

    private final ShortMemory<String, String> memory =
            new ShortMemory<>(((InstantSource) () -> now).withZone(ZoneOffset.UTC), Duration.ofSeconds(2));

    @Test
    void looksUpAgainAfterTheSpan() {
        assertThat(memory.get("key", key -> "first")).isEqualTo("first");
        now = now.plusMillis(1999);
        assertThat(memory.get("key", key -> "second")).isEqualTo("first");
        now = now.plusMillis(1);
        assertThat(memory.get("key", key -> "second")).isEqualTo("second");
    }

    @Test
    void renewsBeforeTheSpanEnds() {
        memory.get("key", key -> "first");
        assertThat(memory.renew("key", key -> "second")).isEqualTo("second");
        assertThat(memory.get("key", key -> "third")).isEqualTo("second");
        now = now.plusSeconds(2);
        assertThat(memory.get("key", key -> "third")).isEqualTo("third");
    }

    @Test
    void aLookUpThatBeganBeforeARenewalIsNotRemembered() {
        String stale = memory.get("key", key -> {
            memory.renew("key", again -> "new");
            return "old";
        });
        assertThat(stale).isEqualTo("old");
        assertThat(memory.get("key", key -> "never")).isEqualTo("new");
    }
}
