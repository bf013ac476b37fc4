package org.crmcontracts.connectors.customer;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a customer became part of another (客户合并).
 *
 * @param fields those whose values were taken of the merged one
 * @param undoneAt null while it holds
 */
public record CustomerMerge(
        UUID id,
        UUID survivorId,
        UUID mergedId,
        String mergedName,
        List<String> fields,
        Instant mergedAt,
        @Nullable Instant undoneAt) {}
