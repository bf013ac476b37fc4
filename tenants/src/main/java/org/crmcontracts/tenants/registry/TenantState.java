package org.crmcontracts.tenants.registry;

/** The life of a tenant; only an active one is served. */
public enum TenantState {
    PROVISIONING,
    ACTIVE,
    SUSPENDED,
    ERASING
}
