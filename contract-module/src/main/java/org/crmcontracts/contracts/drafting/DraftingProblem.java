package org.crmcontracts.contracts.drafting;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals while a contract is written. */
public enum DraftingProblem implements ProblemCode {
    DOCUMENT_NOT_FOUND(404),
    DOCUMENT_TOO_LARGE(413),
    DOCUMENT_TYPE_NOT_ALLOWED(415),
    IMPORT_HAS_NO_CLAUSES(422),
    DOCUMENT_IS_NOT_ITS_TYPE(422);

    private final int status;

    DraftingProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
