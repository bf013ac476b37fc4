package org.crmcontracts.tenants.people;

import java.util.UUID;

/** Which of our teams a team of the host is. */
public record TeamMapping(String hostTeam, UUID teamId) {}
