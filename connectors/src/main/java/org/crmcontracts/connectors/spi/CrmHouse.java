package org.crmcontracts.connectors.spi;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a connector gets from us for one connection. Shared by all nodes: what one of them does here, the others know.
 */
public interface CrmHouse {

    /**
     * The connection's access token: the kept one while it is good, else a new one. At most one node asks for a new one
     * at a time, the others wait for it.
     *
     * @param refused the token that the CRM has just refused, null if none was
     * @param grant asks the CRM for a new token; a {@link CrmRefusal} from it reaches the caller
     */
    Secret token(UUID connection, @Nullable Secret refused, Supplier<Grant> grant);

    /**
     * Takes calls out of the connection's budget, and waits for them up to a few seconds; {@link CrmRefusal}
     * {@code THROTTLED} where there is none so soon.
     *
     * @param cost in the provider's own unit, usually 1
     */
    void spend(UUID connection, int cost);

    /** The CRM has said that the budget is used up; nobody calls it before the time has passed. */
    void throttled(UUID connection, Duration pause);

    /**
     * A new access token.
     *
     * @param life how long it is good from now
     * @param refreshToken the refresh token to use from now on, null where it stays the same
     * @param apiUrl the address to call from now on, null where it stays the same
     */
    record Grant(Secret token, Duration life, @Nullable Secret refreshToken, @Nullable String apiUrl) {}
}
