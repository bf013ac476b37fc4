package org.crmcontracts.contracts.library;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals about the library's stock. */
public enum LibraryProblem implements ProblemCode {
    TEMPLATE_NOT_FOUND(404),
    CONTRACT_TYPE_UNKNOWN(422);

    private final int status;

    LibraryProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
