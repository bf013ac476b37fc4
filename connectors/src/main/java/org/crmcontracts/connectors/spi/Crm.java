package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connected CRM. Calls block; a failure that concerns the whole call is a {@link CrmRefusal}, one that concerns a
 * single record is told in that record's place.
 *
 * <p>Nothing is repeated behind the caller's back but reads: a write whose answer is lost is told as
 * {@link WriteOutcome.Unknown}.
 */
public interface Crm {

    /** What this CRM offers and how it behaves; never calls it. */
    CrmTraits traits();

    /** The kind's fields as this organisation has configured them, those that the connector derives included. */
    List<RemoteField> describe(RemoteKind kind);

    /** Answers an empty page where nothing has changed. Asking twice for the same page does no harm. */
    RemotePage pull(PullRequest request);

    /**
     * All deletions the CRM still remembers; none where {@link CrmTraits#tellsDeletions()} is false.
     *
     * @param since null for all of them
     */
    List<RemoteDeletion> deletions(RemoteKind kind, @Nullable Instant since);

    /**
     * The records of these ids, in any order. A record that is not there is left out, and only then: where some could
     * not be looked for, the whole call fails.
     *
     * @param externalIds at most {@link CrmTraits#batch()}
     * @param fields the provider's names that the answer must hold; others may be absent
     */
    List<RemoteRecord> read(RemoteKind kind, Set<String> externalIds, Set<String> fields);

    /** The records that carry our reference ({@link RemoteChange#reference()}); more than one where they were doubled. */
    List<RemoteRecord> findByReference(RemoteKind kind, String reference, Set<String> fields);

    /**
     * Creates and updates records: one outcome for each change, in their order. Sent once, whatever happens.
     *
     * @param changes at most {@link CrmTraits#batch()}
     */
    List<WriteOutcome> write(RemoteKind kind, List<RemoteChange> changes);
}
