package org.crmcontracts.tenants.registry;

import org.crmcontracts.tenants.http.ProblemCode;

/** Refusals that come from where a tenant's data stand. */
public enum PlacementProblem implements ProblemCode {
    /** The cluster is down, or its tables are not yet up to date. */
    TENANT_NOT_READY(503),
    /** The tenant is on its way to another cluster; it can be used again in a moment. */
    TENANT_MOVING(503),
    CLUSTER_UNKNOWN(422),
    CLUSTER_DOWN(409),
    CLUSTERS_FULL(409),
    TENANT_THERE_ALREADY(409),
    TENANT_MOVES_ALREADY(409);

    private final int status;

    PlacementProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }
}
