package org.crmcontracts.connectors.spi;

import java.time.Instant;

/** The CRM says that it deleted a record. */
public record RemoteDeletion(RemoteKind kind, String externalId, Instant deletedAt) {}
