package org.crmcontracts.tenants.people;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;

/**
 * Of which things a person is given something: those that certain people own, and those with certain tasks. The room
 * that knows the tasks' tables compiles these; owners are compiled here.
 *
 * @param tasks the roles for which an open task gives it, and how far each reaches
 * @param reviewer whether having decided a task about it gives it
 */
public record Reach(Scope scope, Map<Role, Scope> tasks, boolean reviewer, String userId, Set<UUID> teams) {
    /**
     * The condition that the person reaches the owner.
     *
     * @param ownerColumn of our own writing, never a caller's
     */
    public SqlCondition owner(String ownerColumn) {
        return within(scope, ownerColumn);
    }

    /** The condition that the person may take the tasks of a role about what the owner has; as {@link #owner}. */
    public SqlCondition taskOwner(Role role, String ownerColumn) {
        SqlCondition inNoTeam = new SqlCondition(
                "not exists (select 1 from " + Memberships.TABLE + " m where m.user_id = " + ownerColumn + ")",
                List.of());
        return within(tasks.getOrDefault(role, Scope.NONE), ownerColumn).or(inNoTeam);
    }

    private SqlCondition within(Scope reached, String ownerColumn) {
        return switch (reached) {
            case ALL -> SqlCondition.ALWAYS;
            case NONE -> SqlCondition.NEVER;
            case OWN -> new SqlCondition(ownerColumn + " = ?", List.of(userId));
            case TEAM -> new SqlCondition(
                    "(" + ownerColumn + " = ? or " + ownerColumn + " in (select m.user_id from " + Memberships.TABLE
                            + " m where m.team_id = any (cast(? as uuid[]))))",
                    List.of(userId, array(teams)));
        };
    }

    private static String array(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
