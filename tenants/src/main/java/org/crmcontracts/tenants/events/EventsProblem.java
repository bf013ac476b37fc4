package org.crmcontracts.tenants.events;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals about webhooks and notices. */
public enum EventsProblem implements ProblemCode {
    WEBHOOK_ENDPOINT_NOT_FOUND(404),
    WEBHOOK_DELIVERY_NOT_FOUND(404),
    NOTICE_NOT_FOUND(404),
    WEBHOOK_ENDPOINTS_TOO_MANY(409),
    WEBHOOK_ENDPOINT_OFF(409),
    WEBHOOK_REPLAY_TOO_LARGE(422);

    private final int status;

    EventsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
