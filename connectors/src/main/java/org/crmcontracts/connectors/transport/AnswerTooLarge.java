package org.crmcontracts.connectors.transport;

import java.io.IOException;

/** The CRM's answer is longer than its way takes. */
final class AnswerTooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLarge(int maxBytes) {
        super("The answer is larger than " + maxBytes + " bytes");
    }
}
