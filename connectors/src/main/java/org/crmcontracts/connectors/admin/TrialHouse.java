package org.crmcontracts.connectors.admin;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The house of a connection that is not there yet: nothing is stored, and the calls are few. For one thread.
 *
 * <p>A refresh token that the CRM changes for another one is lost with it; no vendor that we connect does (Zoho's and
 * Fxiaoke's stay as they are, read 2026-11).
 */
final class TrialHouse implements CrmHouse {
    private static final int MOST_CALLS = 40;

    private @Nullable Secret token;
    private int calls;

    @Override
    public Secret token(UUID connection, @Nullable Secret refused, Supplier<Grant> grant) {
        if (token == null || token.equals(refused)) {
            spend(connection, 1);
            token = grant.get().token();
        }
        return token;
    }

    @Override
    public void spend(UUID connection, int cost) {
        calls += cost;
        if (calls > MOST_CALLS) {
            throw new CrmRefusal(CrmRefusal.Reason.THROTTLED, null, "A trial makes " + MOST_CALLS + " calls at most");
        }
    }

    @Override
    public void throttled(UUID connection, Duration pause) {
        // The trial ends with it, and nobody else uses its budget.
    }
}
