package org.crmcontracts.contracts.lifecycle;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may happen to a contract, and what permits a person to ask for it. */
public enum LifecycleEvent {
    EDIT(ContractAction.UPDATE),
    SUBMIT(ContractAction.SUBMIT),
    /** A reviewer returns the contract; asked for through a task, not as an action of the contract. */
    RETURN(null),
    /** The last lane agrees; asked for through a task. */
    APPROVE(null),
    WITHDRAW(ContractAction.WITHDRAW),
    CANCEL(ContractAction.END),
    SEND_TO_SIGN(ContractAction.SIGN),
    REGISTER_SIGNING(ContractAction.SIGN),
    VOID_SIGNING(ContractAction.SIGN),
    ACTIVATE(ContractAction.SIGN),
    RECORD_RECEIPT(ContractAction.RECORD_RECEIPT),
    COMPLETE(ContractAction.PERFORM),
    CLOSE(ContractAction.END),
    ARCHIVE(ContractAction.ARCHIVE),
    UPLOAD(ContractAction.UPDATE);

    private final @Nullable ContractAction permission;

    LifecycleEvent(@Nullable ContractAction permission) {
        this.permission = permission;
    }

    /** What a person must be permitted to ask for it; null for what is not an action of the contract itself. */
    public @Nullable ContractAction permission() {
        return permission;
    }

    /** The name on the wire, such as {@code sendToSign}. */
    public String action() {
        StringBuilder name = new StringBuilder();
        for (String word : name().split("_", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            name.append(name.isEmpty() ? lower : word.charAt(0) + lower.substring(1));
        }
        return name.toString();
    }
}
