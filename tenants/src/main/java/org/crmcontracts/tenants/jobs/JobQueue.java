package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * The tenant's jobs, as its own transactions see them: what is added is done if and only if the transaction commits.
 * Call it before {@code AuditLog.append}, which comes last.
 */
@ApplicationScoped
public class JobQueue {
    @Inject
    TenantSql sql;

    @Inject
    Ids ids;

    /**
     * Adds a job, or arms a recurring one. If the tenant has one of the same kind and key: a waiting job stays, and runs
     * at the earlier of both times; a running one runs once more afterwards, so that nothing is missed; a failed one
     * leaves the failure inbox and is tried anew.
     */
    public void add(NewJob job) {
        JobSql.add(sql::update, ids.next(), CurrentTenant.get().id(), job);
    }

    /** Takes a job back. One that runs may go on, but its next transaction is refused. */
    public void cancel(String kind, String key) {
        sql.update("delete from platform.job where kind = ? and key = ?", kind, key);
    }
}
