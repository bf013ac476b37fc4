package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.NamedPools;
import org.crmcontracts.tenants.registry.PlacementProblem;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.sessions.Connector;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Session;

/**
 * Hands EclipseLink only connections that are bound to the tenant of the running transaction.
 *
 * <p>The home cluster's connections stand in several pools that the launcher has the server make, and a tenant has its own
 * among them: so a connection serves a part of the tenants only, and holds the plans and tables of those. A server without
 * them serves all tenants from the persistence unit's own pool.
 */
final class BindingConnector implements Connector {
    private static final long serialVersionUID = 1L;
    private static final String REGISTRY = "java:comp/TransactionSynchronizationRegistry";

    private static final int HOME_POOLS = ConfigProvider.getConfig()
            .getOptionalValue("db.app.pools", Integer.class)
            .orElse(0);

    private static final System.Logger LOG = System.getLogger(BindingConnector.class.getName());

    /** Of all tenants' pools; each connection has its own limit. */
    private static final ConnectionAge AGE = new ConnectionAge(
            Clock.systemUTC(),
            Duration.ofSeconds(ConfigProvider.getConfig()
                    .getOptionalValue("db.app.connection-seconds", Long.class)
                    .orElse(600L)));

    private final Connector pool;

    BindingConnector(Connector pool) {
        this.pool = pool;
    }

    @Override
    public Connection connect(Properties properties, Session session) {
        if (isStarting(session)) {
            return pool.connect(properties, session);
        }
        return connect(properties, session, registry());
    }

    Connection connect(Properties properties, Session session, TransactionSynchronizationRegistry transactions) {
        Tenant tenant = TenantBinding.pin(transactions);
        Connection connection = tenant.cluster().equals(Clusters.HOME)
                ? connectHome(tenant, properties, session)
                : connectTo(tenant.cluster());
        return TenantBinding.riding(connection, tenant);
    }

    private Connection connectHome(Tenant tenant, Properties properties, Session session) {
        if (HOME_POOLS == 0) {
            Connection connection = pool.connect(properties, session);
            if (pool instanceof JNDIConnector named) {
                AGE.consider(named.getDataSource(), connection);
            }
            return connection;
        }
        try {
            return connection(NamedPools.transactional(
                    NamedPools.home(Math.floorMod(tenant.id().hashCode(), HOME_POOLS))));
        } catch (SQLException e) {
            throw DatabaseException.sqlException(e, (AbstractSession) session, false);
        }
    }

    private static Connection connectTo(String cluster) {
        Clusters clusters = bean(Clusters.class);
        if (!clusters.isReady(cluster)) {
            throw new Problem(PlacementProblem.TENANT_NOT_READY);
        }
        try {
            return connection(clusters.transactional(cluster));
        } catch (SQLException e) {
            clusters.doubt(cluster);
            LOG.log(System.Logger.Level.WARNING, "no connection to the cluster " + cluster, e);
            throw new Problem(PlacementProblem.TENANT_NOT_READY);
        }
    }

    private static Connection connection(DataSource pool) throws SQLException {
        Connection connection = pool.getConnection();
        AGE.consider(pool, connection);
        return connection;
    }

    // EclipseLink makes connectors, so nothing can be injected into one.
    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    // At its start EclipseLink asks the driver for its version; that connection is never bound, so
    // the login role's lack of rights protects every tenant.
    private static boolean isStarting(Session session) {
        return session instanceof DatabaseSessionImpl database && !database.isLoggedIn();
    }

    @SuppressWarnings("BanJNDI") // a constant name in the container's own tree; EclipseLink cannot be injected into
    private static TransactionSynchronizationRegistry registry() {
        try {
            return InitialContext.doLookup(REGISTRY);
        } catch (NamingException e) {
            throw new IllegalStateException("no transaction registry", e);
        }
    }

    @Override
    public String getConnectionDetails() {
        return pool.getConnectionDetails();
    }

    @Override
    public void toString(PrintWriter writer) {
        pool.toString(writer);
    }

    @Override
    public Object clone() {
        return new BindingConnector((Connector) pool.clone());
    }
}
