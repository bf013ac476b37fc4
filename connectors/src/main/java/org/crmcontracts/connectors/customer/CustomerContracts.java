package org.crmcontracts.connectors.customer;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of customers' contracts, for the CRMs of tenants that want to see it there. Whoever keeps contracts
 * implements it, and tells {@link CustomerChanges#contractsChanged} of each change.
 */
public interface CustomerContracts {
    /** Of these customers, those that have contracts. */
    Map<UUID, Summary> of(Collection<UUID> customers);

    /** All customers that have contracts. */
    List<UUID> customers();

    /**
     * A customer's contracts.
     *
     * @param status of the one that was begun last, in the tenant's language
     * @param inForce how many are in force
     * @param currency the tenant's own, ISO 4217
     * @param amounts what those in force are worth, by currency; without those that name none
     * @param link where a person reads them, null where the product does not know its own address
     */
    record Summary(
            String status,
            int inForce,
            String currency,
            SortedMap<String, BigDecimal> amounts,
            @Nullable String link) {}
}
