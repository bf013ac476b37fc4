package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.jobs.JobNumbers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The state of the work beside requests, for operators. */
@Path("platform/jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class PlatformJobsResource {
    @Inject
    JobNumbers numbers;

    @GET
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "How many jobs are scheduled, waiting, running and failed, by cluster and kind; numbers only")
    public Page<JobNumbers.Count> count() {
        return Page.of(numbers.all());
    }
}
