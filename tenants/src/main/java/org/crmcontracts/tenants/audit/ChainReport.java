package org.crmcontracts.tenants.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the chain found.
 *
 * @param firstInvalid number of the first link that does not fit, null if all do
 * @param head hash of the last link as recorded
 */
public record ChainReport(long events, boolean valid, @Nullable Long firstInvalid, String head) {}
