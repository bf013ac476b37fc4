package org.crmcontracts.tenants.people;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.jspecify.annotations.Nullable;

/**
 * What a role of the host means here.
 *
 * @param scope how far it reaches, null for the role's default
 */
public record RoleMapping(String hostRole, Role role, @Nullable Scope scope) {
    /**
     * What the host's roles add up to. A name that is not mapped and is one of our roles means that role; any other
     * name means nothing.
     *
     * @param own replaces the reach of every role; null where the person has none of their own
     */
    static Map<Role, Scope> grants(Collection<String> hostRoles, List<RoleMapping> mappings, @Nullable Scope own) {
        Map<Role, Scope> grants = new EnumMap<>(Role.class);
        for (String hostRole : hostRoles) {
            List<RoleMapping> meant = mappings.stream()
                    .filter(mapping -> mapping.hostRole().equals(hostRole))
                    .toList();
            for (RoleMapping mapping : meant) {
                Scope scope = mapping.scope() == null ? mapping.role().defaultScope() : mapping.scope();
                grants.merge(mapping.role(), scope, Scope::or);
            }
            if (meant.isEmpty()) {
                Role.of(hostRole).ifPresent(role -> grants.merge(role, role.defaultScope(), Scope::or));
            }
        }
        if (own != null) {
            grants.replaceAll((role, scope) -> own);
        }
        return grants;
    }
}
