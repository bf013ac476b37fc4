package org.crmcontracts.tenants.audit;

/** How far a tenant's chain goes: number and hash of its last link, 0 and {@link ChainVerifier#GENESIS} of an empty one. */
public record AuditHead(long seq, String hash) {}
