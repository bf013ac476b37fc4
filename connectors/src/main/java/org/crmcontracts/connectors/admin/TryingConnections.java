package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.sync.LiveCrm;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.identity.Caller;

/** Tries a connection against its CRM, before it is made and at any time later. No transaction is open meanwhile. */
@ApplicationScoped
public class TryingConnections {
    @Inject
    SyncSessions sessions;

    @Inject
    LiveCrm live;

    @Inject
    Ids ids;

    /** Stores nothing; {@code PROVIDER_UNKNOWN}, {@code HOST_NOT_ALLOWED}, {@code VALIDATION_FAILED}. */
    List<Trial.Step> before(ConnectRequest request) {
        CrmFactory factory = sessions.factory(request.provider());
        request.complete(factory);
        CrmAccess access = request.access(ids.next());
        return new Trial(factory, access, new TrialHouse()).run();
    }

    /** With its own token and out of its own budget; {@code CONNECTION_NOT_FOUND}. */
    List<Trial.Step> existing(UUID connection, Caller caller) {
        LiveCrm.Line line = live.of(caller.tenant(), connection, true);
        return new Trial(line.factory(), line.access(), line.house()).run();
    }
}
