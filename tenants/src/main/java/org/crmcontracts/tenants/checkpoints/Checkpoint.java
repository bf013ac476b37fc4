package org.crmcontracts.tenants.checkpoints;

import java.time.Instant;
import java.util.UUID;

/**
 * The statement that a tenant's chain had this head at this time.
 *
 * @param seq number of the chain's last link then
 * @param hash that link's hash
 * @param previous SHA-256 of the signed checkpoint before this one, lower-case hex; zeros for the first
 */
public record Checkpoint(UUID tenantId, long seq, String hash, Instant at, String previous) {}
