package org.crmcontracts.connectors.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One page to be read.
 *
 * @param since only records modified at or after, null for all
 * @param pageToken from the page before, null for the first
 */
public record PullRequest(RemoteKind kind, @Nullable Instant since, @Nullable String pageToken) {}
