package org.crmcontracts.tenants.isolation;

import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * The only class that binds a connection to a tenant. The binding ends with the transaction, so a pooled connection
 * goes back without one; the pool's own role can read nothing.
 *
 * <p>The role is all there is to bind, beside the {@link PlanChoice}: the search path of the pool's role is
 * {@code "$user"} for ever, which is the schema named as the current role. A search path that changed would make
 * PostgreSQL 18 report it and the driver forget its prepared statements, twice in each transaction. As statements outlive
 * a migration of their tenant, none may select a star ("cached plan must not change result type").
 */
public final class TenantBinding {
    private static final String PINNED = "org.crmcontracts.tenants.isolation.tenant";
    static final String BIND = "select set_config('role', ?, true), set_config('plan_cache_mode', ?, true)";
    private static final String CLUSTER = "org.crmcontracts.tenants.isolation.cluster";

    private TenantBinding() {}

    /**
     * Pins the current tenant to the active transaction. Fails without a transaction or a tenant,
     * and when the transaction already works for another tenant: its connection would still read
     * the first one's rows. Fails likewise when the tenant was moved meanwhile: one transaction, one cluster.
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
            transactions.putResource(CLUSTER, tenant.cluster());
        } else if (!pinned.equals(tenant.id())) {
            throw new IllegalStateException("the transaction belongs to another tenant");
        } else if (!tenant.cluster().equals(transactions.getResource(CLUSTER))) {
            throw new IllegalStateException("the transaction belongs to another cluster");
        }
        return tenant;
    }

    /** The same connection, bound by the first statement that is sent over it, until the end of its transaction. */
    public static Connection riding(Connection connection, Tenant tenant) {
        return RidingConnection.over(connection, tenant);
    }

    /** Binds until the end of the connection's transaction, which must have begun. */
    public static void bind(Connection connection, Tenant tenant) throws SQLException {
        try (PreparedStatement bind = connection.prepareStatement(BIND)) {
            setBinding(bind, tenant);
            bind.execute();
        }
    }

    /**
     * The statement with a text of the tenant's own, so that driver and server keep one of it for each tenant. One text
     * for all would be planned anew whenever the connection works for another tenant than the last time, which takes
     * longer than most statements do.
     */
    static String own(String sql, Tenant tenant) {
        return "/*" + tenant.roleName() + "*/ " + sql;
    }

    /** Sets the first parameters of a statement that begins with {@link #BIND}, and tells how many those are. */
    static int setBinding(PreparedStatement statement, Tenant tenant) throws SQLException {
        statement.setString(1, tenant.roleName());
        statement.setString(2, PlanChoice.current().mode());
        return 2;
    }
}
