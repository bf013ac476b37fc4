package org.crmcontracts.connectors.sync;

import org.crmcontracts.connectors.spi.RemoteKind;

/** So many records are gone that it may be a lost permission or half an answer: a person must look. */
final class MassDeletion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String CODE = "MASS_DELETION";

    MassDeletion(RemoteKind kind, int count) {
        super(count + " records of " + kind + " would be deleted");
    }
}
