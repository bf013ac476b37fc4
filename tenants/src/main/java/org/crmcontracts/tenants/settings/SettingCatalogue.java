package org.crmcontracts.tenants.settings;

import java.util.List;

/** The settings that a module brings; every bean of this type is asked. */
public interface SettingCatalogue {
    List<SettingDescriptor<?>> settings();
}
