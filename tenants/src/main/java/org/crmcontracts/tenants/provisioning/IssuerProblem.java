package org.crmcontracts.tenants.provisioning;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why a tenant's command on its issuers was refused. */
public enum IssuerProblem implements ProblemCode {
    ISSUER_NOT_FOUND(404),
    ISSUER_REGISTERED(409),
    /** It would shut out the caller, or everybody. */
    ISSUER_IN_USE(409),
    OWN_SIGN_IN_LOST(409),
    OWN_ORIGIN_LOST(409),
    ISSUER_LAST(409),
    ISSUER_LIMIT(422),
    ISSUER_HAS_NO_URL(422),
    ISSUER_RENEWED_JUST_NOW(429);

    private final int status;

    IssuerProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
