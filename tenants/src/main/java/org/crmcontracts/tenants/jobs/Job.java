package org.crmcontracts.tenants.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that this node has claimed.
 *
 * @param role the database role whose transaction added it
 * @param attempt 1 for the first
 * @param fence grows with each claim: what an earlier holder still writes under the old one has no effect
 * @param every the pause between the turns of a recurring job, else null
 */
record Job(
        UUID id,
        UUID tenantId,
        String role,
        String kind,
        Map<String, String> ref,
        int attempt,
        long fence,
        @Nullable Duration every) {}
