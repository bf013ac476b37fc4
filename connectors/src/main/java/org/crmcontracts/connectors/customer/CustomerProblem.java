package org.crmcontracts.connectors.customer;

import org.crmcontracts.tenants.http.ProblemCode;

/** What can be wrong with a request for customers. */
public enum CustomerProblem implements ProblemCode {
    CUSTOMER_NOT_FOUND(404),
    CONTACT_NOT_FOUND(404),
    FIELD_UNKNOWN(422),
    FIELD_INVALID(422),
    /** A CRM owns the field: it is changed there. */
    FIELD_OWNED_BY_CRM(409);

    private final int status;

    CustomerProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
