package org.crmcontracts.tenants.identity;

/** How far a role reaches (数据范围): nothing, what the person owns, what the person's teams own, or all of the tenant. */
public enum Scope {
    NONE,
    OWN,
    TEAM,
    ALL;

    public Scope or(Scope other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
