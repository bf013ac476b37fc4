package org.crmcontracts.contracts.lifecycle;

import org.crmcontracts.tenants.people.Action;

/** What may be done with a contract; who may, the table of permissions says. */
public enum ContractAction implements Action {
    /** To see it, once it has left the hands of its drafters. */
    READ("contract.read"),
    /** To see it while it is a draft. */
    READ_DRAFT("contract.draft.read"),
    CREATE("contract.create"),
    /** To edit it and to keep files with it. */
    UPDATE("contract.update"),
    SUBMIT("contract.submit"),
    WITHDRAW("contract.withdraw"),
    /** To decide a task of its review. */
    DECIDE("contract.decide"),
    /** To have it signed, and to let it take effect. */
    SIGN("contract.sign"),
    /** To see to it that it is done. */
    PERFORM("contract.perform"),
    /** To cancel it, or to close it. */
    END("contract.end"),
    ARCHIVE("contract.archive"),
    RECORD_RECEIPT("receipt.record");

    /** The fields of a contract that not every reader sees. */
    static final String AMOUNT = "amount";

    static final String PAYMENTS = "payments";

    private final String key;

    ContractAction(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }
}
