package org.crmcontracts.contracts.lifecycle;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.crmcontracts.tenants.http.ETags;

/** Answers with a contract and its version as ETag. */
public final class ContractAnswer {
    private ContractAnswer() {}

    public static Response ok(ContractView contract) {
        return of(Response.Status.OK, contract, contract.version());
    }

    public static Response created(ContractView contract) {
        return of(Response.Status.CREATED, contract, contract.version());
    }

    public static Response of(Response.Status status, Object body, long version) {
        return Response.status(status)
                .entity(body)
                .header(HttpHeaders.ETAG, ETags.of(version))
                .build();
    }
}
