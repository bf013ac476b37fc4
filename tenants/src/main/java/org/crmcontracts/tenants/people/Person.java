package org.crmcontracts.tenants.people;

import java.time.Instant;
import java.util.Set;
import org.crmcontracts.tenants.identity.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A person that a token has told of (用户).
 *
 * @param lastSeen kept to the hour
 * @param hostRoles as in the last token
 * @param hostTeams as in the last token
 * @param scope replaces the reach of every role of this person; null where the mappings decide
 */
public record Person(
        String userId,
        long version,
        String name,
        Instant firstSeen,
        Instant lastSeen,
        Set<String> hostRoles,
        Set<String> hostTeams,
        @Nullable Scope scope) {}
