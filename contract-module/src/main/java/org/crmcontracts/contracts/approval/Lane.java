package org.crmcontracts.contracts.approval;

import org.crmcontracts.tenants.identity.Role;

/** A point of view from which a contract is reviewed; the first three run side by side, the executive after them. */
public enum Lane {
    LEGAL(Role.LEGAL),
    FINANCE(Role.FINANCE),
    BUSINESS(Role.BUSINESS),
    EXECUTIVE(Role.EXECUTIVE);

    private final Role role;

    Lane(Role role) {
        this.role = role;
    }

    /** The role that decides in this lane. */
    public Role role() {
        return role;
    }

    boolean isLast() {
        return this == EXECUTIVE;
    }
}
