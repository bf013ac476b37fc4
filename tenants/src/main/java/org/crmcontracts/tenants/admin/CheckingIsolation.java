package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.IsolationCheck;

/** Use case: prove to the tenant that the database keeps it apart. */
@ApplicationScoped
public class CheckingIsolation {
    @Inject
    IsolationCheck check;

    @Inject
    AuditLog log;

    /** Runs every attempt and files the result in the tenant's audit log. */
    @Transactional
    public IsolationReport check(Caller caller) {
        List<IsolationCheck.Finding> findings = check.run();
        boolean apart = findings.stream().allMatch(IsolationCheck.Finding::refused);
        log.append(
                Actor.of(caller),
                "isolation.checked",
                "tenant",
                caller.tenant().id(),
                Map.of("apart", apart, "attempts", findings.size()));
        return new IsolationReport(apart, findings);
    }

    /**
     * The outcome of a check.
     *
     * @param apart whether the database refused every attempt
     */
    public record IsolationReport(boolean apart, List<IsolationCheck.Finding> findings) {
        public IsolationReport {
            findings = List.copyOf(findings);
        }
    }
}
