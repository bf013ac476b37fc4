package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/** Tries one record again that is held back, whatever holds it. */
@ApplicationScoped
public class Replaying {
    @Inject
    SyncSessions sessions;

    @Inject
    Quarantine quarantine;

    @Inject
    Links links;

    @Inject
    SyncOutbox outbox;

    @Inject
    Pulling pulling;

    @Inject
    Pushing pushing;

    @Inject
    InTenant inTenant;

    /** Begins; {@code QUARANTINE_NOT_FOUND}, and the problems of {@link SyncSessions#begin}. */
    public SyncSessions.Begun begin(Tenant tenant, UUID connection, RemoteKind kind, String id, @Nullable Actor by) {
        inTenant.join(tenant, () -> find(connection, kind, id)
                .orElseThrow(() -> new Problem(SyncProblem.QUARANTINE_NOT_FOUND)));
        return sessions.begin(tenant, connection, SyncRun.Kind.REPAIR, null, by);
    }

    private Optional<Quarantine.Entry> find(UUID connection, RemoteKind kind, String id) {
        return Optional.ofNullable(quarantine.of(connection, kind, List.of(id)).get(id));
    }

    public SyncRun work(Tenant tenant, SyncSessions.Begun begun, RemoteKind kind, String id) {
        return sessions.run(tenant, begun, session -> {
            UUID connection = session.connection();
            Optional<Quarantine.Entry> held = inTenant.call(tenant, () -> find(connection, kind, id));
            if (held.isEmpty()) {
                return;
            }
            if (held.get().direction() == Quarantine.Direction.IN) {
                inTenant.run(tenant, () -> {
                    links.calm(connection, kind, id);
                    Links.Link link =
                            links.byExternal(connection, kind, List.of(id)).get(id);
                    if (link != null) {
                        outbox.revive(connection, kind, link.localId());
                    }
                });
                pulling.again(session, kind, List.of(id));
            } else {
                inTenant.run(tenant, () -> {
                    quarantine.release(connection, kind, List.of(id));
                    outbox.revive(connection, kind, UUID.fromString(id));
                });
            }
            pushing.push(session);
        });
    }
}
