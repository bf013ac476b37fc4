package org.crmcontracts.contracts.lifecycle;

import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * A caller's wish to change one contract.
 *
 * @param expectedVersion the version the caller saw; null where the command checks another version
 */
public record ContractCommand(UUID contractId, @Nullable Long expectedVersion, IdempotencyKey key) {
    /** {@code IF_MATCH_REQUIRED} without the version that the caller saw. */
    public static ContractCommand of(UUID contractId, @Nullable String ifMatch, @Nullable String idempotencyKey) {
        return new ContractCommand(contractId, ETags.require(ifMatch), IdempotencyKey.of(idempotencyKey));
    }
}
