package org.crmcontracts.connectors.transport;

import org.jspecify.annotations.Nullable;

/** The call may have reached the CRM and have taken effect there; its answer did not reach us. */
public final class AnswerLost extends Exception {
    private static final long serialVersionUID = 1L;

    public AnswerLost(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
