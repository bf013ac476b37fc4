package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.crmcontracts.connectors.notice.ChannelJob;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmFactory;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;

/** Connects a CRM and shows what is connected. */
@ApplicationScoped
public class Connecting {
    @Inject
    Connections connections;

    @Inject
    SyncSessions sessions;

    @Inject
    PullJob pullJob;

    @Inject
    ChannelJob channelJob;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    /** {@code PROVIDER_UNKNOWN}, {@code HOST_NOT_ALLOWED}, {@code VALIDATION_FAILED} for what the provider needs. */
    @Transactional
    public ConnectionView connect(IdempotencyKey key, ConnectRequest request, Caller caller) {
        // The secrets must not come to rest in the table of answers, so the key's fingerprint leaves them out.
        List<String> fingerprint = List.of(
                request.provider(),
                request.name(),
                request.accountsUrl(),
                request.clientId(),
                new TreeMap<>(request.options()).toString());
        return idempotency.once(key, "connect", fingerprint, ConnectionView.class, () -> {
            CrmAccess access = request.access(ids.next());
            CrmFactory factory = sessions.factory(request.provider());
            request.complete(factory);
            try {
                factory.check(access);
            } catch (CrmRefusal e) {
                throw new Problem(SyncProblem.HOST_NOT_ALLOWED);
            }
            connections.add(caller.tenant(), access, request.provider(), request.name());
            pullJob.schedule(access.connectionId());
            channelJob.soon(access.connectionId());
            audit.append(
                    Actor.of(caller),
                    "connection.created",
                    "connection",
                    access.connectionId(),
                    Map.of("provider", request.provider(), "name", request.name()));
            return new ConnectionView(
                    access.connectionId(), request.provider(), request.name(), "ACTIVE", null, 0, 0, 0);
        });
    }

    @Transactional
    public List<ConnectionView> all() {
        return connections.all().stream().map(ConnectionView::of).toList();
    }
}
