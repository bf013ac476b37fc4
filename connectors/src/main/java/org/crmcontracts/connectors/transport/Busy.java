package org.crmcontracts.connectors.transport;

/** Makes Camel ask again; carries the answer for when there are no repeats left. */
final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient TransportAnswer answer;

    Busy(TransportAnswer answer) {
        super("The CRM answered " + answer.status());
        this.answer = answer;
    }

    TransportAnswer answer() {
        return answer;
    }
}
