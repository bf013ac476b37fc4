package org.crmcontracts.contracts.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.Decision;
import org.crmcontracts.tenants.people.Facts;
import org.crmcontracts.tenants.people.Permissions;
import org.crmcontracts.tenants.people.Policy;

/** What one person may see and do of one contract. Whoever may not read it is not to know that it exists. */
public record Access(Caller caller, Facts facts, boolean draft) {
    /** How the API answers an attempt. */
    public enum Outcome {
        ALLOWED,
        FORBIDDEN,
        NOT_FOUND
    }

    /**
     * The outcome with its reasons.
     *
     * @param masked the fields of the contract that the person does not see
     */
    public record Judgement(Outcome outcome, List<String> masked, List<Decision.Step> trace) {}

    public Judgement judge(ContractAction action) {
        return judge(action, facts);
    }

    /** {@code CONTRACT_NOT_FOUND} or {@code FORBIDDEN}. */
    public void require(ContractAction action) {
        require(judge(action));
    }

    /** As {@link #require}, for deciding the task of one role, whatever has become of it. */
    public void requireTask(Role role) {
        require(judge(ContractAction.DECIDE, facts.forTaskOf(role)));
    }

    public boolean isVisible() {
        return reading().allowed();
    }

    public boolean permits(ContractAction action) {
        return judge(action).outcome() == Outcome.ALLOWED;
    }

    /** The fields of the contract that the person does not see. */
    public List<String> masked() {
        return reading().masked();
    }

    private Judgement judge(ContractAction action, Facts known) {
        // As the endpoints, which let nobody in whose roles are given the action nowhere.
        if (Collections.disjoint(Permissions.rolesOf(action.key()), caller.roles())) {
            Decision nowhere = Policy.decide(caller, action, known);
            return new Judgement(Outcome.FORBIDDEN, List.of(), nowhere.trace());
        }
        Decision reading = reading();
        if (!reading.allowed()) {
            return new Judgement(Outcome.NOT_FOUND, List.of(), reading.trace());
        }
        if (action == ContractAction.READ || action == ContractAction.READ_DRAFT) {
            return new Judgement(Outcome.ALLOWED, reading.masked(), reading.trace());
        }
        Decision decision = Policy.decide(caller, action, known);
        List<Decision.Step> trace = new ArrayList<>(reading.trace());
        trace.addAll(decision.trace());
        return new Judgement(decision.allowed() ? Outcome.ALLOWED : Outcome.FORBIDDEN, reading.masked(), trace);
    }

    private Decision reading() {
        return Policy.decide(caller, draft ? ContractAction.READ_DRAFT : ContractAction.READ, facts);
    }

    private static void require(Judgement judgement) {
        switch (judgement.outcome()) {
            case NOT_FOUND -> throw new Problem(LifecycleProblem.CONTRACT_NOT_FOUND);
            case FORBIDDEN -> throw new Problem(HttpProblem.FORBIDDEN);
            case ALLOWED -> {}
        }
    }
}
