package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connected CRM. Every method blocks and fails with {@link CrmRefusal} only. */
public interface Crm {
    RemotePage pull(PullRequest request);

    /** What was deleted since, null for as far back as the CRM remembers. */
    List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since);
}
