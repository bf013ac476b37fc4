package org.crmcontracts.connectors.customer;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As which record a CRM knows a customer or a contact (身份关联).
 *
 * @param connection its name
 * @param page where the CRM's own users see it, null where that cannot be told
 * @param seenAt when the CRM showed it last
 * @param changedAt when it was changed there last
 * @param deletedAt when the CRM said that it deleted it
 * @param alias whether it is a second record of the customer there, which is read and never written to
 */
public record IdentityLink(
        UUID connectionId,
        String provider,
        String connection,
        String externalId,
        @Nullable URI page,
        Instant seenAt,
        Instant changedAt,
        @Nullable Instant deletedAt,
        boolean alias) {}
