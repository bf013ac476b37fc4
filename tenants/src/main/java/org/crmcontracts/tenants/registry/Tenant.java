package org.crmcontracts.tenants.registry;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer of this installation (租户) whose data live in a schema of their own.
 *
 * @param key short name chosen at provisioning, never changed
 * @param schemaName PostgreSQL schema of the tenant's tables
 * @param roleName PostgreSQL role that alone may use them; named as the schema, which is found by the role's name
 * @param locale language of texts that no request asked for
 * @param zone zone in which the tenant's days begin
 * @param currency ISO 4217 code
 * @param migrationFault why the schema could not be brought up to date; null when it could
 * @param eraseAfter when a tenant that is being closed may be erased, else null
 * @param holdReason why it must not be erased, null if it may
 * @param cluster the PostgreSQL server that holds the schema, see {@link Clusters}
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
        String currency,
        @Nullable String migrationFault,
        @Nullable Instant eraseAfter,
        @Nullable String holdReason,
        String cluster) {

    public Tenant {
        if (!schemaName.equals(roleName)) {
            throw new IllegalArgumentException("the role " + roleName + " is not named as its schema " + schemaName);
        }
    }

    /** Whether the role is the one that alone may use the tenant's tables. */
    public boolean isRole(String role) {
        return roleName.equals(role);
    }

    /** Whether the tenant must wait, as its tables are not those that the program expects. */
    public boolean isHeldBack() {
        return migrationFault != null;
    }
}
