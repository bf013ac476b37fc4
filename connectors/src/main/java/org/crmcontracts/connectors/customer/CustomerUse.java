package org.crmcontracts.connectors.customer;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Tells what hangs on customers; implemented by those who use them. Callers bring the transaction. */
public interface CustomerUse {

    /** How many contracts name each of these customers; 0 where none does. */
    Map<UUID, Long> contracts(Collection<UUID> customers);
}
