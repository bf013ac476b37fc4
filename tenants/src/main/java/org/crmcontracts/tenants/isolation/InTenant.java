package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.crmcontracts.tenants.registry.Tenant;

/** Runs work that no request of a caller drives, such as jobs and webhooks, as one tenant. */
@ApplicationScoped
public class InTenant {
    @Inject
    NewTransaction transaction;

    @Inject
    RequestContextController requests;

    /**
     * Runs the body in a new transaction of the tenant and commits it; any exception rolls back and
     * is passed on, a checked one wrapped. The thread's former tenant and transaction are put back.
     */
    public <T> T call(Tenant tenant, Callable<T> body) {
        return as(tenant, () -> transaction.call(body));
    }

    /**
     * As {@link #call}, but in the running transaction where there is one, which must be the tenant's: what the body
     * does is committed with it, or not at all.
     */
    public <T> T join(Tenant tenant, Callable<T> body) {
        return as(tenant, () -> transaction.join(body));
    }

    private <T> T as(Tenant tenant, Callable<T> work) {
        Tenant former = CurrentTenant.exchange(tenant);
        boolean activated = requests.activate();
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            if (activated) {
                requests.deactivate();
            }
            CurrentTenant.exchange(former);
        }
    }

    public void run(Tenant tenant, Runnable body) {
        call(tenant, () -> {
            body.run();
            return Boolean.TRUE;
        });
    }
}
