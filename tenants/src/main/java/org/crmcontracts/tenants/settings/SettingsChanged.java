package org.crmcontracts.tenants.settings;

import java.util.UUID;

/** A tenant's settings have changed. */
public record SettingsChanged(UUID tenantId) {}
