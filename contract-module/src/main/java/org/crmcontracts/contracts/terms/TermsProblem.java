package org.crmcontracts.contracts.terms;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals of values that are wrong whatever the contract. */
public enum TermsProblem implements ProblemCode {
    INPUT_INVALID(422),
    CURRENCY_UNKNOWN(422),
    CURRENCY_MISMATCH(422),
    AMOUNT_INVALID(422),
    PAYMENT_SUM_MISMATCH(422);

    private final int status;

    TermsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
