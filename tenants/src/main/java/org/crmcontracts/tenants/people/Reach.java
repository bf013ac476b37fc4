package org.crmcontracts.tenants.people;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;

/**
 * Of which things a person is given something: those that certain people own, and those with certain tasks. The room
 * that knows the tasks' tables compiles these; owners are compiled here.
 *
 * @param tasks roles for which an open task gives it, where the owner is in no team
 * @param reviewer whether having decided a task about it gives it
 */
public record Reach(Scope scope, Set<Role> tasks, boolean reviewer, String userId, Set<UUID> teams) {
    /**
     * The condition that the person reaches the owner.
     *
     * @param ownerColumn of our own writing, never a caller's
     */
    public SqlCondition owner(String ownerColumn) {
        return switch (scope) {
            case ALL -> SqlCondition.ALWAYS;
            case NONE -> SqlCondition.NEVER;
            case OWN -> new SqlCondition(ownerColumn + " = ?", List.of(userId));
            case TEAM -> new SqlCondition(
                    "(" + ownerColumn + " = ? or " + ownerColumn + " in (select m.user_id from " + Memberships.TABLE
                            + " m where m.team_id = any (cast(? as uuid[]))))",
                    List.of(userId, array(teams)));
        };
    }

    /** The condition that the owner is in no team. */
    public static String ownerIsInNoTeam(String ownerColumn) {
        return "not exists (select 1 from " + Memberships.TABLE + " m where m.user_id = " + ownerColumn + ")";
    }

    private static String array(Set<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
