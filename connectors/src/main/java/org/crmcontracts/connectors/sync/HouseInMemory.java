package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** Tokens of this process only; a grant is asked for by one thread at a time. */
@ApplicationScoped
public class HouseInMemory implements CrmHouse {
    @Inject
    Clock clock;

    private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Secret token, Instant renewAt) {}

    @Override
    public Secret token(UUID connection, @Nullable Secret refused, Supplier<Grant> grant) {
        return kept.compute(connection, (id, known) -> {
                    Instant now = clock.instant();
                    if (known != null
                            && now.isBefore(known.renewAt())
                            && (refused == null
                                    || !refused.text().equals(known.token().text()))) {
                        return known;
                    }
                    Grant granted = grant.get();
                    return new Kept(
                            granted.token(),
                            now.plus(granted.life().multipliedBy(4).dividedBy(5)));
                })
                .token();
    }

    @Override
    public void spend(UUID connection, int cost) {}

    @Override
    public void throttled(UUID connection, Duration pause) {}
}
