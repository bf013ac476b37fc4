package org.crmcontracts.tenants.provisioning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One move of a tenant between clusters.
 *
 * @param reopening statements that give the old place its rights again, once it was closed
 * @param fault why it failed
 * @param rows how many the first copy had
 * @param copyMillis how long that took
 * @param closedMillis for how long writes were refused
 */
public record TenantMove(
        UUID id,
        UUID tenantId,
        String from,
        String to,
        MovePhase phase,
        int percent,
        @Nullable String reopening,
        @Nullable String fault,
        @Nullable Long rows,
        @Nullable Long copyMillis,
        @Nullable Long closedMillis,
        Instant createdAt,
        @Nullable Instant endedAt) {
    static final String COLUMNS =
            "id, tenant_id, from_cluster, to_cluster, phase, percent, reopening, fault, row_count,"
                    + " copy_millis, closed_millis, created_at, ended_at";

    static TenantMove of(ResultSet row) throws SQLException {
        Timestamp ended = row.getTimestamp(13);
        return new TenantMove(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                MovePhase.valueOf(row.getString(5)),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getObject(9, Long.class),
                row.getObject(10, Long.class),
                row.getObject(11, Long.class),
                row.getTimestamp(12).toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
