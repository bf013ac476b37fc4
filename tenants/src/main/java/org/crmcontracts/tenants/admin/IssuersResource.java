package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.ETags;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.TokenTrial;
import org.crmcontracts.tenants.provisioning.FetchedKeys;
import org.crmcontracts.tenants.provisioning.IssuerDraft;
import org.crmcontracts.tenants.provisioning.IssuerEntry;
import org.crmcontracts.tenants.provisioning.TenantIssuers;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The token issuers that the tenant trusts. */
@Path("issuers")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Trust")
public class IssuersResource {
    @Inject
    TenantIssuers issuers;

    @Inject
    KeepingSignIn signIn;

    @Inject
    CurrentCaller caller;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "identity.keys-max-age-days", defaultValue = "7")
    int oldestDays;

    /**
     * What a fetch gave.
     *
     * @param problem null if keys were found
     */
    public record FetchView(List<String> keyIds, IssuerView.@Nullable Fault problem) {}

    @GET
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "The issuers whose tokens are believed, with the state of their keys")
    public Page<IssuerView> list() {
        return Page.of(issuers.list(caller.get()).stream().map(this::view).toList());
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "One trusted issuer")
    public Response get(@PathParam("id") UUID id) {
        return answer(Response.Status.OK, issuers.get(caller.get(), id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Trust another issuer; keys by address are fetched before it is")
    public Response register(
            @HeaderParam("Idempotency-Key") @Nullable String key, @Valid @NotNull IssuerRequest request) {
        IdempotencyKey attempt = IdempotencyKey.of(key);
        IssuerDraft draft = request.checked(issuers::look);
        return answer(Response.Status.CREATED, issuers.register(caller.get(), draft, attempt));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(
            summary = "Change what is trusted of an issuer, all but its name, and not so that the caller is shut out")
    public Response change(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam("Origin") @Nullable String origin,
            @Valid @NotNull IssuerRequest request) {
        IssuerEntry before = issuers.get(caller.get(), id);
        long version = ETags.require(ifMatch);
        if (!before.issuer().equals(request.issuer())) {
            throw new Problem(HttpProblem.VALIDATION_FAILED)
                    .withErrors(List.of(new FieldError("/issuer", "ISSUER_NAME_FIXED")));
        }
        IssuerDraft draft = request.checked(issuers::look);
        signIn.require(caller.get(), authorization, draft);
        signIn.requireOrigin(caller.get(), origin, before, draft);
        return answer(Response.Status.OK, issuers.change(caller.get(), id, version, draft));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Believe an issuer no more; not the last one, nor the one that signed the caller in")
    public Response withdraw(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        issuers.get(caller.get(), id);
        issuers.withdraw(
                caller.get(),
                id,
                ETags.require(ifMatch),
                TokenTrial.issuerOf(authorization).orElse(null));
        return Response.noContent().build();
    }

    @POST
    @Path("{id}/refreshes")
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Fetch an issuer's keys now; the last good ones stay if there are none")
    public FetchView refresh(@PathParam("id") UUID id) {
        FetchedKeys fetched = issuers.refresh(caller.get(), id);
        return view(fetched);
    }

    private FetchView view(FetchedKeys fetched) {
        return new FetchView(
                fetched.found().map(IssuerKeys::ids).orElse(List.of()),
                fetched.fault() == null ? null : IssuerView.Fault.of(fetched.fault(), Map.of(), caller.locale()));
    }

    private IssuerView view(IssuerEntry entry) {
        return IssuerView.of(entry, Duration.ofDays(oldestDays), clock.instant(), caller.locale());
    }

    private Response answer(Response.Status status, IssuerEntry entry) {
        return Response.status(status)
                .header(HttpHeaders.ETAG, ETags.of(entry.version()))
                .entity(view(entry))
                .build();
    }
}
