package org.crmcontracts.tenants.settings;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** What one tenant set, as a source of configuration; never registered with the server, which serves all tenants. */
record TenantConfigSource(String tenantKey, Map<String, String> values) implements ConfigSource {
    private static final int ABOVE_SYSTEM_PROPERTIES = 500;

    TenantConfigSource {
        values = Map.copyOf(values);
    }

    @Override
    public Map<String, String> getProperties() {
        return values;
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public int getOrdinal() {
        return ABOVE_SYSTEM_PROPERTIES;
    }

    @Override
    public @Nullable String getValue(String name) {
        return values.get(name);
    }

    @Override
    public String getName() {
        return "tenant " + tenantKey;
    }
}
