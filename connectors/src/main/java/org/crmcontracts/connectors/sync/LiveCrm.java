package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/** Reaches a connection's CRM for a person who waits for the answer. No transaction is open meanwhile. */
@ApplicationScoped
public class LiveCrm {
    @Inject
    Connections connections;

    @Inject
    SyncSessions sessions;

    @Inject
    StoredHouse house;

    @Inject
    InTenant inTenant;

    /** How to reach a CRM; keep the access out of logs. */
    public record Line(CrmFactory factory, CrmAccess access, CrmHouse house) {}

    /** {@code CONNECTION_NOT_FOUND}. */
    public Line of(Tenant tenant, UUID connection) {
        return inTenant.call(
                tenant,
                () -> new Line(
                        sessions.factory(connections.provider(connection)),
                        connections.access(tenant, connection),
                        house.of(tenant, true)));
    }
}
