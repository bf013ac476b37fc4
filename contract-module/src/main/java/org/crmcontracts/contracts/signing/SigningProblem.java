package org.crmcontracts.contracts.signing;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals while a contract is signed. */
public enum SigningProblem implements ProblemCode {
    NOT_APPROVED(409),
    ENVELOPE_NOT_OPEN(409),
    SIGNED_SCAN_MISSING(422);

    private final int status;

    SigningProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
