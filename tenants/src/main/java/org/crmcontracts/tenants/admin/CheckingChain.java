package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.audit.ChainReport;

/** Use case: check that nobody altered the audit log. */
@ApplicationScoped
public class CheckingChain {
    @Inject
    AuditLog log;

    @Transactional
    public ChainReport check() {
        return log.verify(Map.of());
    }
}
