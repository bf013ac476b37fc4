package org.crmcontracts.tenants.identity;

import java.util.Arrays;
import java.util.Set;
import org.crmcontracts.tenants.registry.Tenant;

/** A person or program with a verified token, acting in exactly one tenant. */
public record Caller(Tenant tenant, String userId, String name, Set<Role> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    public boolean hasAny(Role... any) {
        return Arrays.stream(any).anyMatch(roles::contains);
    }
}
