package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * What was erased with a tenant.
 *
 * @param tables how many tables, rows and bytes there were, counted before anything was dropped
 * @param requestedBy the operator who closed the tenant
 * @param erasedAt when all of it was gone; null while the erasure is under way
 */
public record ErasureReceipt(
        UUID tenantId,
        String tenantKey,
        String cluster,
        String schema,
        String role,
        int tables,
        long rows,
        long bytes,
        @Nullable String requestedBy,
        @Nullable String reason,
        Instant countedAt,
        @Nullable Instant erasedAt) {
    private static final String INSERT = "insert into platform.erasure_receipt (tenant_id, tenant_key, cluster,"
            + " schema_name, role_name, table_count, row_count, byte_count, requested_by, reason, counted_at)"
            + " select ?, ?, ?, ?, ?, ?, ?, ?, o.actor_name, o.reason, ? from (select 1) one left join lateral"
            + " (select actor_name, reason from platform.operation where tenant_id = ?"
            + " and action = 'erasure.scheduled' order by at desc limit 1) o on true on conflict do nothing";

    private static final String SELECT = "select tenant_id, tenant_key, cluster, schema_name, role_name, table_count,"
            + " row_count, byte_count, requested_by, reason, counted_at, erased_at from platform.erasure_receipt"
            + " where tenant_key = ? order by counted_at";

    /** Counts and writes the receipt; an erasure that is taken up again keeps the first count. */
    static void begin(Connection home, Connection place, Tenant tenant, Instant now) throws SQLException {
        int tables = 0;
        long rows = 0;
        for (TableShape table : TableShape.of(place, tenant.schemaName(), Set.of())) {
            tables++;
            rows += Long.parseLong(AdminSql.first(place, "select count(*) from " + table.in(tenant.schemaName()))
                    .orElseThrow());
        }
        String bytes = AdminSql.first(
                        place,
                        "select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c join pg_namespace n"
                                + " on n.oid = c.relnamespace where n.nspname = ? and c.relkind = 'r'",
                        tenant.schemaName())
                .orElseThrow();
        AdminSql.update(
                home,
                INSERT,
                tenant.id(),
                tenant.key(),
                tenant.cluster(),
                tenant.schemaName(),
                tenant.roleName(),
                tables,
                rows,
                Long.parseLong(bytes),
                Timestamp.from(now),
                tenant.id());
    }

    static void end(Connection home, UUID tenant, Instant now) throws SQLException {
        AdminSql.update(
                home,
                "update platform.erasure_receipt set erased_at = ? where tenant_id = ?",
                Timestamp.from(now),
                tenant);
    }

    static List<ErasureReceipt> of(Connection home, String key) throws SQLException {
        try (PreparedStatement select = home.prepareStatement(SELECT)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                List<ErasureReceipt> receipts = new ArrayList<>();
                while (row.next()) {
                    Timestamp erased = row.getTimestamp(12);
                    receipts.add(new ErasureReceipt(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getInt(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getString(9),
                            row.getString(10),
                            row.getTimestamp(11).toInstant(),
                            erased == null ? null : erased.toInstant()));
                }
                return receipts;
            }
        }
    }
}
