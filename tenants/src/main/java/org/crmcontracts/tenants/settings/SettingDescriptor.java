package org.crmcontracts.tenants.settings;

import java.util.Optional;
import java.util.function.Function;
import org.crmcontracts.tenants.registry.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a tenant may set. Its changes act within 30 s on every node; none needs a restart.
 *
 * @param name also the name of the installation's own setting, in a file or the environment
 * @param builtIn text of the value that stands where nobody says another; empty where there is none
 * @param creation what the tenant was created with, null if that says nothing of it
 * @param anchor any class of the module whose catalogue describes it, under {@code setting.<name>}
 */
public record SettingDescriptor<T>(
        String name,
        SettingGroup group,
        SettingType<T> type,
        Optional<String> builtIn,
        @Nullable Function<Tenant, String> creation,
        Class<?> anchor) {
    public SettingDescriptor(String name, SettingGroup group, SettingType<T> type, String builtIn, Class<?> anchor) {
        this(name, group, type, Optional.of(builtIn), null, anchor);
    }
}
