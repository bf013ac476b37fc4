package org.crmcontracts.connectors.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;

/** Begins runs at a person's wish, once for a key, and lets them work behind the answer. */
@ApplicationScoped
class BackgroundRuns {
    @Inject
    SyncRuns runs;

    @Inject
    PullJob pullJob;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    InTenant inTenant;

    @Resource
    ManagedExecutorService executor;

    /**
     * Answers the run that has begun, or the one that began for the same key.
     *
     * @param operation with {@code request} what the key stands for
     */
    RunView begin(
            IdempotencyKey key,
            String operation,
            Object request,
            Caller caller,
            Supplier<SyncSessions.Begun> begin,
            Consumer<SyncSessions.Begun> work) {
        AtomicReference<SyncSessions.Begun> begun = new AtomicReference<>();
        RunView view = inTenant.call(
                caller.tenant(),
                () -> idempotency.once(key, operation, request, RunView.class, () -> {
                    SyncSessions.Begun now = begin.get();
                    begun.set(now);
                    return begun(now, caller);
                }));
        SyncSessions.Begun now = begun.get();
        if (now != null) {
            // Nothing is done that is not written down: a run that dies here is closed by the next.
            executor.submit(() -> work.accept(now));
        }
        return view;
    }

    private RunView begun(SyncSessions.Begun begun, Caller caller) {
        pullJob.schedule(begun.connection());
        SyncRun run = runs.get(begun.connection(), begun.run());
        audit.append(
                Actor.of(caller),
                "sync-run.started",
                "connection",
                begun.connection(),
                Map.of("run", begun.run().toString(), "kind", run.kind().name()));
        return RunView.of(run);
    }
}
