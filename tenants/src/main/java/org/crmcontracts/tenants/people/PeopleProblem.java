package org.crmcontracts.tenants.people;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals about people, teams and mappings. */
public enum PeopleProblem implements ProblemCode {
    PERSON_NOT_FOUND(404),
    TEAM_NOT_FOUND(404),
    ACTION_UNKNOWN(422),
    PERSON_UNKNOWN(422),
    TEAM_UNKNOWN(422),
    OWN_ADMIN_ROLE_LOST(409),
    TEAM_NAME_TAKEN(409);

    private final int status;

    PeopleProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
