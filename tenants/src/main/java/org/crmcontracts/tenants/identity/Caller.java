package org.crmcontracts.tenants.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * A person or program with a verified token, acting in exactly one tenant.
 *
 * @param grants the roles held, and how far each reaches
 * @param teams the teams the person leads or belongs to
 * @param tenantHasTeams false in a tenant that set up no team; there, TEAM reaches as far as ALL
 */
public record Caller(HostPerson person, Map<Role, Scope> grants, Set<UUID> teams, boolean tenantHasTeams) {
    public Caller {
        Map<Role, Scope> held = new EnumMap<>(Role.class);
        held.putAll(grants);
        grants = Collections.unmodifiableMap(held);
        teams = Set.copyOf(teams);
    }

    /** A caller whose roles reach as far as they do by default, in a tenant without teams. */
    public Caller(Tenant tenant, String userId, String name, Set<Role> roles) {
        this(
                new HostPerson(
                        tenant, userId, name, roles.stream().map(Role::text).collect(Collectors.toSet()), Set.of()),
                roles.stream().collect(Collectors.toMap(role -> role, Role::defaultScope)),
                Set.of(),
                false);
    }

    public Tenant tenant() {
        return person.tenant();
    }

    public String userId() {
        return person.userId();
    }

    public String name() {
        return person.name();
    }

    public Set<Role> roles() {
        return grants.keySet();
    }

    public boolean has(Role role) {
        return grants.containsKey(role);
    }

    public boolean hasAny(Role... any) {
        return Arrays.stream(any).anyMatch(grants::containsKey);
    }
}
