package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.notice.KeepingChannels;
import org.crmcontracts.connectors.sync.ConnectionSettings;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.PushJob;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;

/**
 * Removes connections: first the channel that the CRM sends its notices by, while there are credentials to close it with,
 * then everything that is known of the connection, in one transaction. No CRM is called inside it.
 */
@ApplicationScoped
public class RemovingConnections {
    @Inject
    ConnectionSettings settings;

    @Inject
    KeepingChannels channels;

    @Inject
    PullJob pullJob;

    @Inject
    PushJob pushJob;

    @Inject
    InTenant inTenant;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    /**
     * Removes a connection; its customers and contacts stay and are ours from then on. {@code CONNECTION_NOT_FOUND},
     * {@code NAME_DIFFERS}, {@code STALE_VERSION}; a CRM that does not close its channel is no reason against it.
     *
     * @param name of the connection, as the administrator wrote it to confirm
     */
    public void remove(IdempotencyKey key, UUID connection, long version, String name, Caller caller) {
        KeepingChannels.Farewell farewell = isMeant(connection, version, name, caller)
                ? channels.farewell(caller.tenant(), connection)
                : KeepingChannels.Farewell.NONE;
        inTenant.run(
                caller.tenant(),
                () -> idempotency.once(
                        key, "connection.remove", List.of(connection, version, name), Boolean.class, () -> {
                            ConnectionSettings.Settings now = required(connection, name);
                            settings.remove(connection, version);
                            pullJob.forget(connection);
                            pushJob.forget(connection);
                            audit.append(
                                    Actor.of(caller),
                                    "connection.removed",
                                    "connection",
                                    connection,
                                    Map.of("provider", now.provider(), "name", now.name(), "channel", farewell.name()));
                            return true;
                        }));
    }

    /** Whether the removal would be done, so that no channel is closed for one that is refused or was done before. */
    private boolean isMeant(UUID connection, long version, String name, Caller caller) {
        try {
            return inTenant.call(
                    caller.tenant(), () -> required(connection, name).version() == version);
        } catch (Problem refused) {
            // Said below, unless this very request was answered before.
            return false;
        }
    }

    private ConnectionSettings.Settings required(UUID connection, String name) {
        ConnectionSettings.Settings now = settings.get(connection);
        if (!now.name().equals(name.strip())) {
            throw new Problem(SyncProblem.NAME_DIFFERS);
        }
        return now;
    }
}
