package org.crmcontracts.tenants.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was read of tenants' settings, people, roles and teams. That of a tenant which changed them lately is
 * remembered for 30 s; that of any other, which is nearly every tenant at nearly every time, for five minutes, unless the
 * registry tells of a change. The registry is asked every 30 s, so that on every node a change acts within 30 s.
 */
public final class ConfigurationMemory<K, V> {
    private static final Duration BRIEF = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(5);

    /** An entry of before a change is never found after it, as the tenant is then settled since another time, or not. */
    private record Known<K>(UUID tenant, @Nullable Instant since, K key) {}

    private final Function<UUID, Optional<Instant>> settledSince;
    private final ShortMemory<Known<K>, V> brief;
    private final ShortMemory<Known<K>, V> lasting;

    /** @param settledSince see {@link Tenants#settledSince} */
    public ConfigurationMemory(Clock clock, Function<UUID, Optional<Instant>> settledSince) {
        this.settledSince = settledSince;
        this.brief = new ShortMemory<>(clock, BRIEF);
        this.lasting = new ShortMemory<>(clock, LONG);
    }

    /** What is remembered of {@code key}, which is the tenant's, else what is read now. */
    public V get(UUID tenant, K key, Function<K, V> read) {
        // Asked before reading: whatever is read then is at least as new as the answer.
        Instant since = settledSince.apply(tenant).orElse(null);
        return (since == null ? brief : lasting).get(new Known<>(tenant, since, key), known -> read.apply(known.key()));
    }

    /** Remembers nothing of the tenant, nor what is being read just now. */
    public void forget(UUID tenant) {
        brief.forget(known -> known.tenant().equals(tenant));
        lasting.forget(known -> known.tenant().equals(tenant));
    }
}
