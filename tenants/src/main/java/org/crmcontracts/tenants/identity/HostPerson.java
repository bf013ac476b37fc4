package org.crmcontracts.tenants.identity;

import java.util.Set;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * A person as a verified token tells of them, in the words of the host.
 *
 * @param roles names of the host's roles
 * @param teams names of the host's teams
 */
public record HostPerson(Tenant tenant, String userId, String name, Set<String> roles, Set<String> teams) {
    public HostPerson {
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }
}
