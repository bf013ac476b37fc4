package org.crmcontracts.tenants.jobs;

/** Another worker has the job now, or it was cancelled: this one must not write any more. */
public final class LostLease extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
