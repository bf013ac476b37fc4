package org.crmcontracts.tenants.people;

import java.util.List;
import org.crmcontracts.tenants.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * What the policy answered.
 *
 * @param masked the fields that the person does not see, though the thing itself
 * @param trace every rule that was tried, in order
 */
public record Decision(boolean allowed, List<String> masked, List<Step> trace) {
    /** A rule; its constant's name is part of the key of its explanation. */
    public enum Rule {
        /** The person has none of our roles. */
        NO_ROLE,
        /** The role is not given this at all. */
        NOT_GIVEN,
        /** The role sees the thing but not this of it. */
        MASKED,
        /** The role is given this whoever owns it. */
        GIVEN,
        /** The person owns it. */
        OWN,
        /** The person shares a team with the owner. */
        TEAM,
        /** The tenant has no teams, so that everybody is of one. */
        NO_TEAMS,
        /** The role reaches the whole tenant. */
        ALL,
        /** A task about it is open for the role, whose reach includes the owner or whose owner is in no team. */
        OPEN_TASK,
        /** The person has decided a task about it. */
        REVIEWER
    }

    /**
     * One rule that was tried.
     *
     * @param subject the action, or the action and a field of it as {@code action:field}
     * @param role null where there is none
     * @param holds whether the rule granted the subject
     */
    public record Step(String subject, @Nullable Role role, Rule rule, boolean holds) {
        /** The key of the explanation in the catalogues. */
        public String key() {
            return "access." + rule + (holds ? ".yes" : ".no");
        }
    }

    public Decision {
        masked = List.copyOf(masked);
        trace = List.copyOf(trace);
    }
}
