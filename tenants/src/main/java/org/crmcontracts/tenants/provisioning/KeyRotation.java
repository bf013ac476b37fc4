package org.crmcontracts.tenants.provisioning;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A renewal of all tenants' keys, and how far it is.
 *
 * @param finishedAt null while it goes on
 * @param waiting tenants whose keys are not renewed yet
 * @param resealing tenants whose secrets are being sealed anew; a suspended one waits until it is served again
 * @param failed tenants with a secret that could not be sealed anew; it still opens with its former key
 * @param secretsResealed over all tenants, as is {@code secretsFailed}
 */
public record KeyRotation(
        UUID id,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int waiting,
        int resealing,
        int done,
        int failed,
        long secretsResealed,
        long secretsFailed) {}
