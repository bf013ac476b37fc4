package org.crmcontracts.tenants.settings;

/** How settings are gathered on a page. */
public enum SettingGroup {
    REGION,
    CALENDAR,
    NUMBERING,
    RETENTION,
    LIMITS,
    BRANDING
}
