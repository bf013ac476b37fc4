package org.crmcontracts.connectors.conformance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.secrets.Secret;

/** A house of one connection that remembers what a connector asked of it. */
public final class MemoryHouse implements CrmHouse {
    private final Clock clock;
    private final List<Grant> grants = new ArrayList<>();
    private final List<Integer> costs = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private Grant kept;
    private Instant renewAt = Instant.MIN;
    private int left = Integer.MAX_VALUE;

    public MemoryHouse() {
        this(Clock.systemUTC());
    }

    public MemoryHouse(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Secret token(UUID connection, Secret refused, Supplier<Grant> grant) {
        boolean good =
                kept != null && clock.instant().isBefore(renewAt) && (refused == null || !refused.equals(kept.token()));
        if (!good) {
            kept = grant.get();
            grants.add(kept);
            renewAt = clock.instant().plus(kept.life().multipliedBy(4).dividedBy(5));
        }
        return kept.token();
    }

    @Override
    public synchronized void spend(UUID connection, int cost) {
        if (cost > left) {
            throw new CrmRefusal(
                    CrmRefusal.Reason.THROTTLED, "BUDGET", "The budget is used up", Duration.ofSeconds(60), null);
        }
        left -= cost;
        costs.add(cost);
    }

    @Override
    public synchronized void throttled(UUID connection, Duration pause) {
        pauses.add(pause);
    }

    /** From now on only so much may be spent. */
    public synchronized void leave(int budget) {
        left = budget;
    }

    /** All granted tokens, oldest first. */
    public synchronized List<Grant> grants() {
        return List.copyOf(grants);
    }

    /** What each call cost, oldest first. */
    public synchronized List<Integer> costs() {
        return List.copyOf(costs);
    }

    /** The pauses that the CRM asked for, oldest first. */
    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
