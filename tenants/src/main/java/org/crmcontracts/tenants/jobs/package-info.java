/**
 * Work beside requests (后台任务): queued and scheduled in the tenant's own transaction, shared by all nodes, fair among
 * tenants, tried again when it fails, and shown to the tenant when it fails for good.
 * Decides when and where a job runs, not what it does: that is a {@link org.crmcontracts.tenants.jobs.JobHandler}.
 */
@NullMarked
package org.crmcontracts.tenants.jobs;

import org.jspecify.annotations.NullMarked;
