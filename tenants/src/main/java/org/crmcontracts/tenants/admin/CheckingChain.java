package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.checkpoints.Checkpoints;

/** Use case: check that nobody altered the audit log. */
@ApplicationScoped
public class CheckingChain {
    @Inject
    Checkpoints checkpoints;

    @Transactional
    public ChainReport check() {
        return checkpoints.verify();
    }
}
