package org.crmcontracts.connectors.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param owner who owns it there, null where the CRM told nobody
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
        @Nullable Owner owner,
        boolean alias) {
    /**
     * One of the CRM's users.
     *
     * @param id the CRM's
     * @param name null while the CRM's users have not been read, or do not hold this one
     * @param active whether that person still works there; true where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Owner(String id, @Nullable String name, boolean active) {}
}
