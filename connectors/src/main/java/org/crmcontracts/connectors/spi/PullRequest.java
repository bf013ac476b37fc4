package org.crmcontracts.connectors.spi;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of records changed at or after a time, oldest change first where the CRM can.
 *
 * @param since null for all records
 * @param pageToken as answered with the page before, with the same kind, since and fields; null for the first page
 * @param fields the provider's names that the answer must hold; others may be absent
 */
public record PullRequest(RemoteKind kind, @Nullable Instant since, @Nullable String pageToken, Set<String> fields) {

    public PullRequest {
        fields = Set.copyOf(fields);
    }
}
