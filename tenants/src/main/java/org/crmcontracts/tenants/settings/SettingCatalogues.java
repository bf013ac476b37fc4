package org.crmcontracts.tenants.settings;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All settings of all modules. */
@ApplicationScoped
public class SettingCatalogues {
    @Inject
    @Any
    Instance<SettingCatalogue> catalogues;

    /** By group, in the modules' own order; fails if two have one name. */
    public List<SettingDescriptor<?>> all() {
        List<SettingDescriptor<?>> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (SettingCatalogue catalogue : catalogues) {
            for (SettingDescriptor<?> setting : catalogue.settings()) {
                if (!names.add(setting.name())) {
                    throw new IllegalStateException("two settings are named " + setting.name());
                }
                all.add(setting);
            }
        }
        all.sort(Comparator.comparing(SettingDescriptor::group));
        return all;
    }

    Optional<SettingDescriptor<?>> named(String name) {
        return all().stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
