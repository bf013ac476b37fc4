package org.crmcontracts.tenants.people;

import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.identity.Role;

/**
 * What a decision needs to know of the thing it is about.
 *
 * @param ownerTeams the teams the owner leads or belongs to
 * @param openTasks the roles for which a task about the thing is open
 * @param reviewers who has decided a task about it
 */
public record Facts(String ownerId, Set<UUID> ownerTeams, Set<Role> openTasks, Set<String> reviewers) {
    public Facts {
        ownerTeams = Set.copyOf(ownerTeams);
        openTasks = Set.copyOf(openTasks);
        reviewers = Set.copyOf(reviewers);
    }

    /** Of something that the person owns or is about to own. */
    public static Facts ownedBy(String userId) {
        return new Facts(userId, Set.of(), Set.of(), Set.of());
    }

    /** The same, for one task alone: as if no other were open. */
    public Facts forTaskOf(Role role) {
        return new Facts(ownerId, ownerTeams, Set.of(role), reviewers);
    }
}
