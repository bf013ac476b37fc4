package org.crmcontracts.tenants.people;

/** Something a person may be allowed to do; implemented by one enum per room. */
public interface Action {
    /** The action's row in the table of permissions, such as {@code contract.submit}. */
    String key();
}
