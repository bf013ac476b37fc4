package org.crmcontracts.tenants.settings;

/** Who says what a setting's value is, the weakest first. */
public enum SettingSource {
    DEFAULT,
    INSTALLATION,
    CREATION,
    TENANT
}
