package org.crmcontracts.tenants.jobs;

import org.crmcontracts.tenants.http.ProblemCode;

/** Why a job failed whose handler could not tell; shown in the failure inbox. */
public enum JobProblem implements ProblemCode {
    /** Something unexpected, which the log tells. */
    JOB_FAILED,
    /** No node of the cluster knows the kind. */
    JOB_KIND_UNKNOWN,
    /** The node that ran it went away, each time. */
    JOB_INTERRUPTED,
    /** The tenant it names is not the one that added it. */
    JOB_TENANT_WRONG;

    @Override
    public int status() {
        return 500;
    }
}
