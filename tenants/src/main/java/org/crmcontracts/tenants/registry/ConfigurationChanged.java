package org.crmcontracts.tenants.registry;

import java.util.UUID;

/** A tenant's settings, people, roles or teams have changed, or were about to when the transaction failed. */
public record ConfigurationChanged(UUID tenantId) {}
