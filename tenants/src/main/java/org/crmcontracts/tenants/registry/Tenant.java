package org.crmcontracts.tenants.registry;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * A customer of this installation (租户) whose data live in a schema of their own.
 *
 * @param key short name chosen at provisioning, never changed
 * @param schemaName PostgreSQL schema of the tenant's tables
 * @param roleName PostgreSQL role that alone may use them
 * @param locale language of texts that no request asked for
 * @param zone zone in which the tenant's days begin
 * @param currency ISO 4217 code
 */
public record Tenant(
        UUID id,
        String key,
        String name,
        String schemaName,
        String roleName,
        TenantState state,
        Locale locale,
        ZoneId zone,
        String currency) {}
