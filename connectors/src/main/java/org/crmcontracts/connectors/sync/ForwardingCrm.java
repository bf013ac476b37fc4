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

/** A CRM that passes everything on to another one, but for what it does itself. */
interface ForwardingCrm extends Crm {
    Crm crm();

    @Override
    default CrmTraits traits() {
        return crm().traits();
    }

    @Override
    default List<RemoteField> describe(RemoteKind kind) {
        return crm().describe(kind);
    }

    @Override
    default RemotePage pull(PullRequest request) {
        return crm().pull(request);
    }

    @Override
    default List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since) {
        return crm().deletions(kind, since);
    }

    @Override
    default List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields) {
        return crm().read(kind, externalIds, fields);
    }

    @Override
    default List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields) {
        return crm().findByReference(kind, reference, fields);
    }

    @Override
    default List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes) {
        return crm().write(kind, changes);
    }
}
