package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * Reads again what the CRM has told to have changed. The hint's own values are never taken, so an old, repeated or
 * reordered hint brings in what the record is now.
 */
@ApplicationScoped
public class ReadingHints {
    @Inject
    SyncSessions sessions;

    @Inject
    Hints hints;

    @Inject
    Pulling pulling;

    @Inject
    PullJob pullJob;

    @Inject
    InTenant inTenant;

    /** Empty where nothing waits; the problems of {@link SyncSessions#begin}, and then what waits goes on waiting. */
    public Optional<SyncRun> read(Tenant tenant, UUID connection) {
        boolean nothing = inTenant.call(tenant, () -> {
            hints.sweep(connection);
            return hints.waiting(connection) == 0;
        });
        if (nothing) {
            return Optional.empty();
        }
        SyncSessions.Begun begun = sessions.begin(tenant, connection, SyncRun.Kind.NOTICE, null, null);
        return Optional.of(sessions.run(tenant, begun, session -> {
            boolean gone = false;
            for (RemoteKind kind : SyncSessions.KINDS) {
                gone |= pulling.told(session, kind);
            }
            if (gone) {
                // A record that is not there may be deleted or out of our sight: only a pull tells these apart.
                inTenant.run(tenant, () -> pullJob.soon(connection));
            }
        }));
    }
}
