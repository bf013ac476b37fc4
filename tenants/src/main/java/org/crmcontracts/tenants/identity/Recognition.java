package org.crmcontracts.tenants.identity;

/** Knows what the host's roles and teams mean in the tenant; implemented by a later room. */
public interface Recognition {
    /** Called for each request; must seldom need the database. */
    Caller recognise(HostPerson person);
}
