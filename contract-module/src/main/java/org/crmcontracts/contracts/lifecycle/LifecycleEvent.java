package org.crmcontracts.contracts.lifecycle;

import static org.crmcontracts.tenants.identity.Role.BUSINESS;
import static org.crmcontracts.tenants.identity.Role.FINANCE;
import static org.crmcontracts.tenants.identity.Role.LEGAL;
import static org.crmcontracts.tenants.identity.Role.RECORDS;
import static org.crmcontracts.tenants.identity.Role.SALES;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.crmcontracts.tenants.identity.Role;

/** What may happen to a contract, and which roles may ask for it. */
public enum LifecycleEvent {
    EDIT(SALES, BUSINESS, LEGAL),
    SUBMIT(SALES, BUSINESS, LEGAL),
    /** A reviewer returns the contract; asked for through a task, not as an action of the contract. */
    RETURN,
    /** The last lane agrees; asked for through a task. */
    APPROVE,
    WITHDRAW(SALES, BUSINESS, LEGAL),
    CANCEL(SALES, BUSINESS, LEGAL),
    SEND_TO_SIGN(SALES, BUSINESS, LEGAL),
    REGISTER_SIGNING(SALES, BUSINESS, LEGAL),
    VOID_SIGNING(SALES, BUSINESS, LEGAL),
    ACTIVATE(SALES, BUSINESS, LEGAL),
    RECORD_RECEIPT(FINANCE),
    COMPLETE(SALES, BUSINESS),
    CLOSE(SALES, BUSINESS, LEGAL),
    ARCHIVE(RECORDS),
    UPLOAD(SALES, BUSINESS, LEGAL);

    private final Set<Role> roles = EnumSet.noneOf(Role.class);

    LifecycleEvent(Role... roles) {
        this.roles.addAll(Set.of(roles));
    }

    /** Empty for what is not an action of the contract itself. */
    public Set<Role> roles() {
        return Set.copyOf(roles);
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
