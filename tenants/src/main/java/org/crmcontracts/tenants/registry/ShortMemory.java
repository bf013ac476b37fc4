package org.crmcontracts.tenants.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers looked-up values for a short time; bounded, as strangers choose the keys. */
public final class ShortMemory<K, V> {
    private static final int MAX_ENTRIES = 10_000;

    private record Entry<V>(V value, Instant until) {}

    private final Clock clock;
    private final Duration span;
    private long clearings;
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Entry<V>> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    public ShortMemory(Clock clock, Duration span) {
        this.clock = clock;
        this.span = span;
    }

    /** The remembered value, else the one looked up now; that is remembered unless something was forgotten in between. */
    public V get(K key, Function<K, V> lookUp) {
        Instant now = clock.instant();
        long before;
        synchronized (entries) {
            Entry<V> known = entries.get(key);
            if (known != null && now.isBefore(known.until())) {
                return known.value();
            }
            before = clearings;
        }
        V value = lookUp.apply(key);
        synchronized (entries) {
            if (before == clearings) {
                entries.put(key, new Entry<>(value, now.plus(span)));
            }
        }
        return value;
    }

    /** Looks up now, whatever is remembered; look-ups that began before are not remembered. */
    public V renew(K key, Function<K, V> lookUp) {
        forget(key::equals);
        return get(key, lookUp);
    }

    public void clear() {
        forget(key -> true);
    }

    public void forget(Predicate<K> keys) {
        synchronized (entries) {
            entries.keySet().removeIf(keys);
            clearings++;
        }
    }
}
