package org.crmcontracts.connectors.customer;

import org.crmcontracts.tenants.http.ProblemCode;

/** What can be wrong with a request for customers. */
public enum CustomerProblem implements ProblemCode {
    CUSTOMER_NOT_FOUND(404),
    CONTACT_NOT_FOUND(404),
    FIELD_UNKNOWN(422),
    FIELD_INVALID(422),
    /** A CRM owns the field: it is changed there. */
    FIELD_OWNED_BY_CRM(409),
    /** It is part of another customer now, which the answer names. */
    CUSTOMER_MERGED(410),
    /** A change of it is on its way to a CRM. */
    CUSTOMER_BEING_SENT(409),
    MERGE_NOT_POSSIBLE(422),
    MERGE_NOT_FOUND(404),
    MERGE_ALREADY_UNDONE(409),
    /** An undo would lose what has changed since. */
    MERGE_CHANGED_SINCE(409),
    DUPLICATE_NOT_FOUND(404);

    private final int status;

    CustomerProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
