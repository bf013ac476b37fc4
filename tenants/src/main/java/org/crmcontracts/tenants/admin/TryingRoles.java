package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.people.People;
import org.crmcontracts.tenants.people.Recognising;

/** Use case: see what somebody would be here, without writing down that they came. */
@ApplicationScoped
public class TryingRoles {
    @Inject
    Recognising recognising;

    @Inject
    People people;

    @Transactional
    public Caller of(HostPerson person) {
        return recognising.recall(person, people.find(person.userId()).orElse(null));
    }
}
