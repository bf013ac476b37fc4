package org.crmcontracts.contracts.lifecycle;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals by a contract's state or content. */
public enum LifecycleProblem implements ProblemCode {
    CONTRACT_NOT_FOUND(404),
    WRONG_STATE(409),
    CONTENT_CHANGED(409),
    NOT_YET_EFFECTIVE(409),
    PAYMENT_WITHOUT_AMOUNT(422),
    SUBMISSION_INCOMPLETE(422);

    private final int status;

    LifecycleProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
