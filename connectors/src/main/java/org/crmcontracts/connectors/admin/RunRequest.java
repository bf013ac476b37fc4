package org.crmcontracts.connectors.admin;

import org.crmcontracts.connectors.sync.SyncRun;
import org.jspecify.annotations.Nullable;

/**
 * Which run is wanted.
 *
 * @param kind PULL, FULL, DRY or RECONCILE; null for PULL
 */
public record RunRequest(SyncRun.@Nullable Kind kind) {}
