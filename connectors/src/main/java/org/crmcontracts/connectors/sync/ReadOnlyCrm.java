package org.crmcontracts.connectors.sync;

import java.util.List;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.WriteOutcome;

/** A CRM that is only looked at: a write is a fault of ours, whatever code it comes from. */
record ReadOnlyCrm(Crm crm) implements ForwardingCrm {
    /** Somebody wanted to write. */
    static final class WouldWrite extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WouldWrite() {
            super("a run that only looks must not write");
        }
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        throw new WouldWrite();
    }
}
