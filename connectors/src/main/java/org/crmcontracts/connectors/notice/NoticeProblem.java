package org.crmcontracts.connectors.notice;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why there is no address for notices. */
public enum NoticeProblem implements ProblemCode {
    PUBLIC_ADDRESS_NOT_SET(409);

    private final int status;

    NoticeProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
