package org.crmcontracts.tenants.jobs;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job in the failure inbox (失败收件箱).
 *
 * @param recurring whether it comes again by itself
 * @param problem the code of its last failure
 */
public record JobFailure(
        UUID id,
        String kind,
        @Nullable String key,
        Map<String, String> ref,
        int attempts,
        boolean recurring,
        Instant failedAt,
        Instant addedAt,
        String problem) {}
