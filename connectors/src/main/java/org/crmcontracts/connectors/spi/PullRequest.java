package org.crmcontracts.connectors.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of records changed at or after a time, oldest change first.
 *
 * @param since null for all records
 * @param pageToken as answered with the page before, with the same kind and since; null for the first page
 */
public record PullRequest(RemoteKind kind, @Nullable Instant since, @Nullable String pageToken) {}
