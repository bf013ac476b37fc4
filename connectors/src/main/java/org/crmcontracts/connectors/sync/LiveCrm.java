package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmHouse;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/** Reaches a connection's CRM outside of any run. No transaction is open meanwhile. */
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
    public record Line(CrmFactory factory, CrmAccess access, CrmHouse house) {
        /** The CRM itself, which is not called yet. */
        public Crm crm() {
            return factory.connect(access, house);
        }
    }

    /**
     * Where a CRM is and how it is spoken to; {@code CONNECTION_NOT_FOUND}.
     *
     * @param interactive whether a person waits for the answer, for whom a part of the calls is kept
     */
    public Line of(Tenant tenant, UUID connection, boolean interactive) {
        return inTenant.call(
                tenant,
                () -> new Line(
                        sessions.factory(connections.provider(connection)),
                        connections.access(tenant, connection),
                        house.of(tenant, interactive)));
    }
}
