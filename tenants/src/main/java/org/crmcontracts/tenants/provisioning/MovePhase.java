package org.crmcontracts.tenants.provisioning;

/** How far a move is. Until CLEAN the tenant is at the old place, from CLEAN on at the new one. */
public enum MovePhase {
    /** Schema, role and tables are made on the new cluster. */
    PREPARE,
    /** Rows are copied while the tenant goes on working. */
    COPY,
    /** The old place takes no writes; what changed meanwhile is copied, both sides are compared, the registry is changed. */
    CLOSE,
    /** The tenant works at the new place; the old one is removed. */
    CLEAN,
    DONE,
    /** The tenant is where it was. */
    FAILED;

    boolean isOver() {
        return this == DONE || this == FAILED;
    }
}
