package org.crmcontracts.connectors.sync;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.crmcontracts.connectors.spi.Crm;
import org.crmcontracts.connectors.spi.CrmTraits;
import org.crmcontracts.connectors.spi.PullRequest;
import org.crmcontracts.connectors.spi.RemoteChange;
import org.crmcontracts.connectors.spi.RemoteDeletion;
import org.crmcontracts.connectors.spi.RemoteField;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.spi.RemotePage;
import org.crmcontracts.connectors.spi.RemoteRecord;
import org.crmcontracts.connectors.spi.WriteOutcome;
import org.jspecify.annotations.Nullable;

/** A CRM that is only looked at: a write is a fault of ours, whatever code it comes from. */
record ReadOnlyCrm(Crm crm) implements Crm {
    /** Somebody wanted to write. */
    static final class WouldWrite extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WouldWrite() {
            super("a run that only looks must not write");
        }
    }

    @Override
    public CrmTraits traits() {
        return crm.traits();
    }

    @Override
    public List<RemoteField> describe(RemoteKind kind) {
        return crm.describe(kind);
    }

    @Override
    public RemotePage pull(PullRequest request) {
        return crm.pull(request);
    }

    @Override
    public List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        return crm.deletions(kind, since);
    }

    @Override
    public List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        return crm.read(kind, externalIds, fields);
    }

    @Override
    public List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        return crm.findByReference(kind, reference, fields);
    }

    @Override
    public List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        throw new WouldWrite();
    }
}
