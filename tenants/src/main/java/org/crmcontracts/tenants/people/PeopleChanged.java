package org.crmcontracts.tenants.people;

import java.util.UUID;

/** Teams, mappings or a person's own reach have changed in a tenant. */
public record PeopleChanged(UUID tenantId) {}
