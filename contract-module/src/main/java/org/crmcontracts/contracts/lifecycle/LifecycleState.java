package org.crmcontracts.contracts.lifecycle;

/** Where a contract is in its life (生命周期). */
public enum LifecycleState {
    DRAFT,
    IN_REVIEW,
    APPROVED,
    SIGNING,
    SIGNED,
    ACTIVE,
    COMPLETED,
    CLOSED,
    ARCHIVED,
    CANCELLED
}
