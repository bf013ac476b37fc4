package org.crmcontracts.connectors.customer;

import org.crmcontracts.tenants.http.ProblemCode;

/** What can be wrong with a request for customers. */
public enum CustomerProblem implements ProblemCode {
    CUSTOMER_NOT_FOUND(404);

    private final int status;

    CustomerProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
