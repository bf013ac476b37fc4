package org.crmcontracts.tenants.isolation;

import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.eclipse.persistence.sessions.server.ClientSession;

/**
 * Connects when a transaction begins and not at its first query, as EclipseLink hands out null for
 * {@code unwrap(Connection.class)} in between.
 */
final class EarlyConnection extends SessionEventAdapter {
    @Override
    public void postBeginTransaction(SessionEvent event) {
        if (event.getSession() instanceof ClientSession session && !session.hasWriteConnection()) {
            session.getParent().acquireClientConnection(session);
            for (Accessor accessor : session.getAccessors()) {
                accessor.incrementCallCount(session);
                accessor.decrementCallCount();
            }
        }
    }
}
