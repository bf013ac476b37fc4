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
import org.crmcontracts.tenants.checkpoints.SigningKeys;
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
    static final String TYPE = "erasure-receipt+json";

    private static final String INSERT = "insert into platform.erasure_receipt (tenant_id, tenant_key, cluster,"
            + " schema_name, role_name, table_count, row_count, byte_count, requested_by, reason, counted_at)"
            + " select ?, ?, ?, ?, ?, ?, ?, ?, o.actor_name, o.reason, ? from (select 1) one left join lateral"
            + " (select actor_name, reason from platform.operation where tenant_id = ?"
            + " and action = 'erasure.scheduled' order by at desc limit 1) o on true on conflict do nothing";

    private static final String SELECT = "select tenant_id, tenant_key, cluster, schema_name, role_name, table_count,"
            + " row_count, byte_count, requested_by, reason, counted_at, erased_at, jws from platform.erasure_receipt"
            + " where ";

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

    /** Ends the receipt and signs it: now and never later, as whoever owns the database could make up a row to be signed. */
    static void end(Connection home, UUID tenant, Instant now, SigningKeys keys) throws SQLException {
        AdminSql.update(
                home,
                "update platform.erasure_receipt set erased_at = ? where tenant_id = ?",
                Timestamp.from(now),
                tenant);
        if (!keys.maySign()) {
            return;
        }
        for (SignedReceipt ended : select(home, "tenant_id = ?", tenant)) {
            AdminSql.update(
                    home,
                    "update platform.erasure_receipt set jws = ? where tenant_id = ?",
                    keys.sign(TYPE, ended.receipt()),
                    tenant);
        }
    }

    static List<SignedReceipt> of(Connection home, String key) throws SQLException {
        return select(home, "tenant_key = ? order by counted_at", key);
    }

    private static List<SignedReceipt> select(Connection home, String where, Object value) throws SQLException {
        try (PreparedStatement select = home.prepareStatement(SELECT + where)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                List<SignedReceipt> receipts = new ArrayList<>();
                while (row.next()) {
                    Timestamp erased = row.getTimestamp(12);
                    ErasureReceipt receipt = new ErasureReceipt(
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
                            erased == null ? null : erased.toInstant());
                    receipts.add(new SignedReceipt(receipt, row.getString(13)));
                }
                return receipts;
            }
        }
    }
}
