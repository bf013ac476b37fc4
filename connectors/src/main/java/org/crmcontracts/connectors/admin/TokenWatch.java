package org.crmcontracts.connectors.admin;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** A house that tells whether a token was needed, what it took and why there was none. For one thread. */
final class TokenWatch implements CrmHouse {
    private final CrmHouse house;
    private boolean asked;
    private long nanos;
    private @Nullable CrmRefusal refusal;

    TokenWatch(CrmHouse house) {
        this.house = house;
    }

    boolean wasAsked() {
        return asked;
    }

    long nanos() {
        return nanos;
    }

    /** Why no token was granted; null where one was. */
    @Nullable
    CrmRefusal refusal() {
        return refusal;
    }

    @Override
    public Secret token(UUID connection, @Nullable Secret refused, Supplier<Grant> grant) {
        asked = true;
        long began = System.nanoTime();
        try {
            return house.token(connection, refused, grant);
        } catch (CrmRefusal e) {
            refusal = e;
            throw e;
        } finally {
            nanos += System.nanoTime() - began;
        }
    }

    @Override
    public void spend(UUID connection, int cost) {
        house.spend(connection, cost);
    }

    @Override
    public void throttled(UUID connection, Duration pause) {
        house.throttled(connection, pause);
    }
}
