package org.crmcontracts.tenants.isolation;

import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ConnectionPool;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Puts a {@link BindingConnector} before every pool of the persistence unit. */
public class TenantSessionCustomizer implements SessionCustomizer {
    @Override
    public void customize(Session session) {
        session.getEventManager().addListener(new EarlyConnection());
        bind(session.getLogin());
        if (session instanceof ServerSession server) {
            for (ConnectionPool pool : server.getConnectionPools().values()) {
                bind(pool.getLogin());
            }
            ConnectionPool reading = server.getReadConnectionPool();
            if (reading != null) {
                bind(reading.getLogin());
            }
        }
    }

    // Pools share their login object, hence the check.
    private static void bind(Login login) {
        if (login instanceof DatasourceLogin source && !(source.getConnector() instanceof BindingConnector)) {
            source.setConnector(new BindingConnector(source.getConnector()));
        }
    }
}
