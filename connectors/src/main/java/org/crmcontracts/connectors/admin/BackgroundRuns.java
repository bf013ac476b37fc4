package org.crmcontracts.connectors.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.connectors.sync.SyncSessions;
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
                    pullJob.schedule(now.connection());
                    return RunView.of(runs.get(now.connection(), now.run()));
                }));
        SyncSessions.Begun now = begun.get();
        if (now != null) {
            executor.submit(() -> work.accept(now));
        }
        return view;
    }
}
