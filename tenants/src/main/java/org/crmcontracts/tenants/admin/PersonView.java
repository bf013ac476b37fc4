package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.List;
import org.crmcontracts.tenants.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * A person of the tenant on the wire.
 *
 * @param scope {@code OWN}, {@code TEAM} or {@code ALL} where the person has a reach of their own
 */
public record PersonView(
        String userId,
        long version,
        String name,
        Instant firstSeen,
        Instant lastSeen,
        List<String> hostRoles,
        List<String> hostTeams,
        @Nullable String scope) {
    static PersonView of(Person person) {
        return new PersonView(
                person.userId(),
                person.version(),
                person.name(),
                person.firstSeen(),
                person.lastSeen(),
                person.hostRoles().stream().sorted().toList(),
                person.hostTeams().stream().sorted().toList(),
                person.scope() == null ? null : person.scope().name());
    }
}
