package org.crmcontracts.contracts.performance;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals while a contract is in force. */
public enum PerformanceProblem implements ProblemCode {
    CONTRACT_NOT_SETTLED(409),
    PAYMENT_NOT_FOUND(422),
    RECEIPT_EXCEEDS_PAYMENT(422);

    private final int status;

    PerformanceProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
