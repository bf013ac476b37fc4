package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer (客户) as last synced: the state that a contract copies its counterparty from.
 *
 * @param version what a change has to name
 * @param registrationNumber 统一社会信用代码 or the local equivalent
 */
public record Customer(
        UUID id,
        long version,
        String name,
        @Nullable String registrationNumber,
        @Nullable String phone,
        @Nullable String website,
        @Nullable String industry,
        @Nullable String address,
        @Nullable String ownerName,
        long contactCount,
        @Nullable Source source) {
    /**
     * Where the customer comes from.
     *
     * @param deletedAt when the source said that it deleted the record; ours stays, contracts may name it
     */
    public record Source(
            String provider,
            String externalId,
            Instant syncedAt,
            Instant remoteModifiedAt,
            @Nullable Instant deletedAt) {}
}
