package org.crmcontracts.tenants.provisioning;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals around a tenant's export and import. */
public enum ExitProblem implements ProblemCode {
    EXPORT_RUNNING(409),
    EXPORT_NOT_READY(409),
    IMPORT_TENANT_NOT_EMPTY(409),
    IMPORT_TOO_LARGE(413),
    IMPORT_NOT_AN_EXPORT(422),
    IMPORT_ENTRY_REFUSED(422),
    IMPORT_CHECKSUM_WRONG(422),
    IMPORT_TOO_NEW(422),
    IMPORT_TABLE_UNKNOWN(422),
    IMPORT_ROW_REFUSED(422),
    IMPORT_CHAIN_BROKEN(422);

    private final int status;

    ExitProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
