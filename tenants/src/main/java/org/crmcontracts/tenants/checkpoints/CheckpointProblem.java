package org.crmcontracts.tenants.checkpoints;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why no checkpoint can be made or handed out. */
public enum CheckpointProblem implements ProblemCode {
    CHECKPOINT_KEY_MISSING(503),
    MAIL_NOT_SET_UP(503),
    MAIL_REFUSED(503),
    MAIL_SERVER_UNREACHABLE(503);

    private final int status;

    CheckpointProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
