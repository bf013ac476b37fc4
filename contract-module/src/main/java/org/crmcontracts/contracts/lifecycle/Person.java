package org.crmcontracts.contracts.lifecycle;

import org.crmcontracts.tenants.identity.Caller;

/** Who did something: the token's subject, and the name it had then. */
public record Person(String id, String name) {
    public static Person of(Caller caller) {
        return new Person(caller.userId(), caller.name());
    }
}
