package org.crmcontracts.tenants.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;

/**
 * The one place where it is decided what a person may see and do (权限策略). What several roles give is added up; a
 * field is masked only if no role shows it. {@link #decide} judges one thing, {@link #reach} says of which things it
 * would say yes, so that a list can be restricted before it is read; both follow the same table.
 */
public final class Policy {
    private Policy() {}

    public static Decision decide(Caller caller, Action action, Facts facts) {
        return decide(caller, action.key(), facts);
    }

    /** As above, for the name of an action; {@code IllegalArgumentException} for one that is not in the table. */
    public static Decision decide(Caller caller, String action, Facts facts) {
        List<Decision.Step> trace = new ArrayList<>();
        if (caller.roles().isEmpty()) {
            trace.add(new Decision.Step(action, null, Decision.Rule.NO_ROLE, false));
        }
        boolean allowed = isGiven(caller, action, facts, trace);
        List<String> masked = new ArrayList<>();
        if (allowed) {
            for (String field : Permissions.fields(action)) {
                if (!isGiven(caller, action + ":" + field, facts, trace)) {
                    masked.add(field);
                }
            }
        }
        return new Decision(allowed, masked, trace);
    }

    /** {@code FORBIDDEN} unless the person is given an action that is about nothing owned. */
    public static void require(Caller caller, Action action) {
        if (!decide(caller, action, Facts.ownedBy(caller.userId())).allowed()) {
            throw new Problem(HttpProblem.FORBIDDEN);
        }
    }

    /** Of which things {@link #decide} allows the action. */
    public static Reach reach(Caller caller, Action action) {
        return reach(caller, action.key());
    }

    /** Of which things {@link #decide} shows the field. */
    public static Reach reach(Caller caller, Action action, String field) {
        return reach(caller, action.key() + ":" + field);
    }

    private static Reach reach(Caller caller, String subject) {
        Scope scope = Scope.NONE;
        Map<Role, Scope> tasks = new EnumMap<>(Role.class);
        boolean reviewer = false;
        for (Role role : caller.roles()) {
            Permissions.Cell cell = Permissions.cell(subject, role);
            if (cell.always()) {
                scope = Scope.ALL;
            }
            if (cell.scoped()) {
                scope = scope.or(effective(caller, role));
            }
            if (cell.task()) {
                tasks.put(role, effective(caller, role));
                reviewer |= cell.scoped();
            }
        }
        return new Reach(scope, Collections.unmodifiableMap(tasks), reviewer, caller.userId(), caller.teams());
    }

    private static Scope effective(Caller caller, Role role) {
        Scope held = caller.grants().get(role);
        return held == Scope.TEAM && !caller.tenantHasTeams() ? Scope.ALL : held;
    }

    private static boolean isGiven(Caller caller, String subject, Facts facts, List<Decision.Step> trace) {
        boolean given = false;
        for (Role role : caller.roles()) {
            Permissions.Cell cell = Permissions.cell(subject, role);
            int before = trace.size();
            if (cell.always()) {
                given |= tried(trace, subject, role, Decision.Rule.GIVEN, true);
            }
            if (cell.masked()) {
                tried(trace, subject, role, Decision.Rule.MASKED, false);
            }
            if (cell.scoped()) {
                given |= tried(trace, subject, role, scopeRule(caller, role), reaches(caller, role, facts));
            }
            if (cell.task()) {
                given |= tried(trace, subject, role, Decision.Rule.OPEN_TASK, hasTask(caller, role, facts));
            }
            if (cell.task() && cell.scoped()) {
                boolean decided = facts.reviewers().contains(caller.userId());
                given |= tried(trace, subject, role, Decision.Rule.REVIEWER, decided);
            }
            if (trace.size() == before) {
                tried(trace, subject, role, Decision.Rule.NOT_GIVEN, false);
            }
        }
        return given;
    }

    private static boolean tried(
            List<Decision.Step> trace, String subject, Role role, Decision.Rule rule, boolean holds) {
        trace.add(new Decision.Step(subject, role, rule, holds));
        return holds;
    }

    private static Decision.Rule scopeRule(Caller caller, Role role) {
        return switch (caller.grants().get(role)) {
            case ALL -> Decision.Rule.ALL;
            case TEAM -> caller.tenantHasTeams() ? Decision.Rule.TEAM : Decision.Rule.NO_TEAMS;
            case OWN -> Decision.Rule.OWN;
            case NONE -> Decision.Rule.NOT_GIVEN;
        };
    }

    private static boolean reaches(Caller caller, Role role, Facts facts) {
        return switch (effective(caller, role)) {
            case ALL -> true;
            case TEAM -> facts.ownerId().equals(caller.userId())
                    || !Collections.disjoint(caller.teams(), facts.ownerTeams());
            case OWN -> facts.ownerId().equals(caller.userId());
            case NONE -> false;
        };
    }

    // A task about something whose owner is in no team belongs to nobody's team: everybody of the role may take it.
    private static boolean hasTask(Caller caller, Role role, Facts facts) {
        return facts.openTasks().contains(role)
                && (reaches(caller, role, facts) || facts.ownerTeams().isEmpty());
    }
}
