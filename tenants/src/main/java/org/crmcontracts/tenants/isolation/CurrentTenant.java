package org.crmcontracts.tenants.isolation;

import java.util.Optional;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The tenant whose work this thread does. Set by the caller filter and by {@link InTenant} only,
 * and cleared at the end of each request by {@link TenantClearingFilter}.
 */
public final class CurrentTenant {
    private static final ThreadLocal<Tenant> BOUND = new ThreadLocal<>();

    private CurrentTenant() {}

    public static Optional<Tenant> find() {
        return Optional.ofNullable(BOUND.get());
    }

    /** Fails where no tenant is bound: there is no default tenant. */
    public static Tenant get() {
        return find().orElseThrow(() -> new IllegalStateException("no tenant is bound to this thread"));
    }

    /** Binds the tenant of a request; refuses if the thread already works for another one. */
    public static void bind(Tenant tenant) {
        Tenant bound = BOUND.get();
        if (bound != null && !bound.id().equals(tenant.id())) {
            throw new IllegalStateException("the thread is bound to another tenant");
        }
        BOUND.set(tenant);
    }

    /** Replaces the binding and returns the former one, so that it can be put back. */
    static @Nullable Tenant exchange(@Nullable Tenant tenant) {
        Tenant former = BOUND.get();
        if (tenant == null) {
            BOUND.remove();
        } else {
            BOUND.set(tenant);
        }
        return former;
    }
}
