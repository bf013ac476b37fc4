package org.crmcontracts.connectors.spi;

import java.time.Instant;

/** A record that the CRM's users have deleted; it may come back when they restore it. */
public record RemoteDeletion(RemoteKind kind, String externalId, Instant deletedAt) {}
