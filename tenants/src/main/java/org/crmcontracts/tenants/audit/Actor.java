package org.crmcontracts.tenants.audit;

import org.crmcontracts.tenants.identity.Caller;

/** Who did it: a caller, or a named part of the system. */
public record Actor(String id, String name) {
    public static Actor of(Caller caller) {
        return new Actor(caller.userId(), caller.name());
    }

    public static Actor system(String name) {
        return new Actor("system:" + name, name);
    }
}
