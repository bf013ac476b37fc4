package org.crmcontracts.connectors.sync;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why a connection cannot do what was asked. */
public enum SyncProblem implements ProblemCode {
    CONNECTION_NOT_FOUND(404),
    SYNC_ALREADY_RUNNING(409),
    CONNECTION_NEEDS_RECONNECT(409),
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
