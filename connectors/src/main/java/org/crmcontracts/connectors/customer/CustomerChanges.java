package org.crmcontracts.connectors.customer;

import java.util.Set;
import java.util.UUID;

/** What others must know of a person's change to a customer or a contact, within its transaction. */
public interface CustomerChanges {
    /** Names of the customer's fields that a CRM owns: a change of them here would not last. */
    Set<String> ownedElsewhere(UUID customer);

    /** The same of a contact. */
    Set<String> ownedElsewhereOfContact(UUID contact);

    void customerChanged(UUID customer);

    void contactChanged(UUID contact);

    /** Some contract of the customer's has changed, or has become another customer's. */
    void contractsChanged(UUID customer);
}
