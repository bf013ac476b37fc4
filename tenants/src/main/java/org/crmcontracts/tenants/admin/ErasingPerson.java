package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;

/** Use case: forget in the audit log who a person was. */
@ApplicationScoped
public class ErasingPerson {
    @Inject
    AuditLog log;

    /** {@code NOT_FOUND} if the log knows nobody of this id, any more or at all. */
    @Transactional
    public void erase(String userId, Caller by) {
        if (!log.erase(userId, Actor.of(by))) {
            throw new Problem(HttpProblem.NOT_FOUND);
        }
    }
}
