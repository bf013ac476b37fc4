package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.tenants.provisioning.MovePhase;
import org.crmcontracts.tenants.provisioning.TenantMove;
import org.jspecify.annotations.Nullable;

/**
 * How far the move of a tenant is.
 *
 * @param fault why it failed; the tenant is then where it was
 * @param copyMillis how long the copy took, during which the tenant went on working
 * @param closedMillis for how long its writes were refused
 */
public record MoveView(
        UUID id,
        String from,
        String to,
        MovePhase phase,
        int percent,
        @Nullable String fault,
        @Nullable Long rows,
        @Nullable Long copyMillis,
        @Nullable Long closedMillis,
        Instant createdAt,
        @Nullable Instant endedAt) {
    static MoveView of(TenantMove move) {
        return new MoveView(
                move.id(),
                move.from(),
                move.to(),
                move.phase(),
                move.percent(),
                move.fault(),
                move.rows(),
                move.copyMillis(),
                move.closedMillis(),
                move.createdAt(),
                move.endedAt());
    }
}
