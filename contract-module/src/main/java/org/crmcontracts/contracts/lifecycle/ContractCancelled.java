package org.crmcontracts.contracts.lifecycle;

import java.time.Instant;
import java.util.UUID;

/** A contract was cancelled; later rooms end in the same transaction what still runs for it. */
public record ContractCancelled(UUID contractId, Instant at) {}
