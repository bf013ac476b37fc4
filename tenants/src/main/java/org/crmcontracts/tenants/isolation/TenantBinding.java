package org.crmcontracts.tenants.isolation;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * The only class that binds a connection to a tenant's schema and role. The binding ends with the
 * transaction, so a pooled connection goes back without one; the pool's own role can read nothing.
 */
public final class TenantBinding {
    private static final String PINNED = "org.crmcontracts.tenants.isolation.tenant";
    private static final String BIND = "select set_config('search_path', ?, true), set_config('role', ?, true)";

    private TenantBinding() {}

    /**
     * Pins the current tenant to the active transaction. Fails without a transaction or a tenant,
     * and when the transaction already works for another tenant: its connection would still read
     * the first one's rows.
     */
    public static Tenant pin(TransactionSynchronizationRegistry transactions) {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE
                && transactions.getTransactionStatus() != Status.STATUS_MARKED_ROLLBACK
                && transactions.getTransactionStatus() != Status.STATUS_PREPARING) {
            throw new IllegalStateException("a tenant's data may only be used in a transaction");
        }
        Tenant tenant = CurrentTenant.get();
        UUID pinned = (UUID) transactions.getResource(PINNED);
        if (pinned == null) {
            transactions.putResource(PINNED, tenant.id());
        } else if (!pinned.equals(tenant.id())) {
            throw new IllegalStateException("the transaction belongs to another tenant");
        }
        return tenant;
    }

    /** Binds until the end of the connection's transaction, which must have begun. */
    public static void bind(Connection connection, Tenant tenant) throws SQLException {
        try (PreparedStatement bind = connection.prepareStatement(BIND)) {
            bind.setString(1, '"' + tenant.schemaName() + '"');
            bind.setString(2, tenant.roleName());
            bind.execute();
        }
    }
}
