package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connected CRM, read page by page. Calls block; every failure is a {@link CrmRefusal}. */
public interface Crm {

    /** Answers an empty page where nothing has changed. Asking twice for the same page does no harm. */
    RemotePage pull(PullRequest request);

    /**
     * All deletions the CRM still remembers.
     *
     * @param since null for all of them
     */
    List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since);
}
