package org.crmcontracts.contracts.approval;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals while a contract is reviewed. */
public enum ApprovalProblem implements ProblemCode {
    TASK_NOT_FOUND(404),
    TASK_NOT_OPEN(409),
    SUBMITTER_MAY_NOT_APPROVE(409),
    COMMENT_REQUIRED(422);

    private final int status;

    ApprovalProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
