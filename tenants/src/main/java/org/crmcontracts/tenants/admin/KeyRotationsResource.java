package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.identity.CurrentOperator;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.provisioning.KeyRotation;
import org.crmcontracts.tenants.provisioning.KeyRotations;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The renewal of the tenants' keys. */
@Path("platform/key-rotations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Platform")
public class KeyRotationsResource {
    @Inject
    KeyRotations rotations;

    @Inject
    CurrentOperator operator;

    @GET
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "The newest rotations of keys and how far they are")
    public Page<KeyRotation> list(@QueryParam("limit") @Nullable Integer limit) {
        return Page.of(rotations.latest(Page.limit(limit)));
    }

    @POST
    @RolesAllowed(Operator.ROLE)
    @Operation(summary = "Renew the keys of all tenants in the background; the running rotation if there is one")
    public Response start(@HeaderParam("Idempotency-Key") @Nullable String key) {
        return Response.accepted(rotations.start(IdempotencyKey.of(key), operator.get()))
                .build();
    }
}
