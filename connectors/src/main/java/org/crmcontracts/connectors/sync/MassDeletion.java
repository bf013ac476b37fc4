package org.crmcontracts.connectors.sync;

import java.util.Collection;
import java.util.List;
import org.crmcontracts.connectors.spi.RemoteKind;

/** So many records are gone that it may be a lost permission or half an answer: a person must look. */
final class MassDeletion extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String CODE = "MASS_DELETION";

    private final RemoteKind kind;
    private final transient List<String> externalIds;

    MassDeletion(RemoteKind kind, Collection<String> externalIds) {
        super(externalIds.size() + " records of " + kind + " would be deleted");
        this.kind = kind;
        this.externalIds = List.copyOf(externalIds);
    }

    RemoteKind kind() {
        return kind;
    }

    /** What would be deleted, with such that is deleted already. */
    List<String> externalIds() {
        return externalIds;
    }
}
