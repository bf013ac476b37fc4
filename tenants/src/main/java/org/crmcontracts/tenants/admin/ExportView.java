package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One export.
 *
 * @param state {@code RUNNING}, {@code READY} or {@code FAILED}
 * @param sha256 of the whole archive, once it is ready
 * @param expiresAt when it may be deleted
 */
public record ExportView(
        UUID id,
        String state,
        int percent,
        @Nullable Long bytes,
        @Nullable String sha256,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant endedAt,
        Instant expiresAt) {}
