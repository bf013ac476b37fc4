package org.crmcontracts.tenants.people;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * People who see each other's work where their role reaches their team (团队).
 *
 * @param lead a person's user id; the lead belongs to the team without being a member
 * @param members user ids, sorted; without those whom a mapped team of the host brings
 */
public record Team(UUID id, long version, String name, @Nullable String lead, List<String> members) {}
