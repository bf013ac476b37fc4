package org.crmcontracts.tenants.provisioning;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;

/**
 * What is needed to provision a tenant.
 *
 * @param key short name, {@code [a-z][a-z0-9-]{1,30}}; schema and role are named after it
 */
public record NewTenant(String key, String name, Locale locale, ZoneId zone, String currency, IssuerSpec issuer) {
    public NewTenant {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a tenant key: " + key);
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("a tenant needs a name");
        }
        Currency.getInstance(currency);
    }

    /** Whether a tenant may be called so. */
    public static boolean isKey(String text) {
        return text.matches("[a-z][a-z0-9-]{1,30}");
    }

    /** Name of the tenant's schema and of its role. The key has no underscore, so no two keys share it. */
    String databaseName() {
        return "t_" + key.replace('-', '_');
    }
}
