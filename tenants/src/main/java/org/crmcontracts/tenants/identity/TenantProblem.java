package org.crmcontracts.tenants.identity;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals of known callers before any endpoint is reached. */
public enum TenantProblem implements ProblemCode {
    TENANT_SUSPENDED(403),
    TENANT_CLOSED(403),
    ORIGIN_NOT_ALLOWED(403);

    private final int status;

    TenantProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
