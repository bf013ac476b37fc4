package org.crmcontracts.contracts.lifecycle;

/** How an instalment is to be paid. */
public enum PaymentMethod {
    BANK_TRANSFER,
    CASH,
    ACCEPTANCE_BILL,
    OTHER
}
