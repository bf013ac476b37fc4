package org.crmcontracts.connectors.sync;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why a connection cannot do what was asked. */
public enum SyncProblem implements ProblemCode {
    CONNECTION_NOT_FOUND(404),
    SYNC_ALREADY_RUNNING(409),
    CONNECTION_NEEDS_RECONNECT(409),
    CONNECTION_PAUSED(409),
    RUN_NOT_FOUND(404),
    CONFLICT_NOT_FOUND(404),
    QUARANTINE_NOT_FOUND(404),
    RUN_CANNOT_BE_UNDONE(409),
    RUN_KIND_UNKNOWN(422),
    MAPPING_INVALID(422),
    FIELD_NOT_THERE(422),
    FIELD_TYPE_UNFIT(422),
    FILTER_FIELD_NOT_THERE(422),
    FILTER_OPERATOR_UNFIT(422),
    FILTER_VALUE_UNFIT(422),
    DECISION_STANDS(409),
    DELETIONS_CHANGED(409),
    NAME_DIFFERS(422),
    CRM_UNREACHABLE(503),
    PROVIDER_UNKNOWN(422),
    HOST_NOT_ALLOWED(422);

    private final int status;

    SyncProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
