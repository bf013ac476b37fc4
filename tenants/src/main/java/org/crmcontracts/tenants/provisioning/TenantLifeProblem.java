package org.crmcontracts.tenants.provisioning;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why an operator's command on a tenant was refused. */
public enum TenantLifeProblem implements ProblemCode {
    TENANT_KEY_TAKEN(409),
    ISSUER_TAKEN(409),
    TENANT_STATE_WRONG(409),
    TENANT_HELD(409);

    private final int status;

    TenantLifeProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
