package org.crmcontracts.tenants.admin;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.IssuerKeys;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.TokenTrial;
import org.crmcontracts.tenants.provisioning.FetchedKeys;
import org.crmcontracts.tenants.provisioning.TenantIssuers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dry runs of trust: nothing is kept of what is tried here. */
@Path("issuer-checks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Trust")
public class IssuerChecksResource {
    private static final int MAX_URL = 2_000;

    @Inject
    TokenTrial trial;

    @Inject
    TenantIssuers issuers;

    @Inject
    TryingRoles roles;

    @Inject
    CurrentCaller caller;

    /** Exactly one of both. */
    public record CheckRequest(@Nullable String token, @Nullable String jwksUrl) {}

    /**
     * What would happen.
     *
     * @param accepted whether the token would be believed, or the keys would be
     * @param hostRoles the roles as the token names them
     * @param roles what they are in this tenant
     */
    public record CheckView(
            boolean accepted,
            IssuerView.@Nullable Fault problem,
            @Nullable String userId,
            @Nullable String name,
            @Nullable List<String> hostRoles,
            @Nullable List<String> hostTeams,
            @Nullable List<String> roles,
            @Nullable List<String> keyIds) {}

    @POST
    @RolesAllowed(Role.Names.ADMIN)
    @Operation(summary = "Tell what a token would be taken for, or what keys an address gives; keeps nothing")
    public CheckView check(@NotNull CheckRequest request) {
        if ((request.token() == null) == (request.jwksUrl() == null)) {
            throw wrong("");
        }
        if (request.token() != null) {
            return ofToken(request.token());
        }
        if (request.jwksUrl().length() > MAX_URL) {
            throw wrong("/jwksUrl");
        }
        FetchedKeys fetched = issuers.look(request.jwksUrl());
        return new CheckView(
                fetched.fault() == null,
                fetched.fault() == null ? null : IssuerView.Fault.of(fetched.fault(), Map.of(), caller.locale()),
                null,
                null,
                null,
                null,
                null,
                fetched.found().map(IssuerKeys::ids).orElse(List.of()));
    }

    private CheckView ofToken(String token) {
        TokenTrial.Outcome outcome = trial.of(token, caller.get().tenant());
        HostPerson person = outcome.person();
        if (person == null) {
            String code = String.valueOf(outcome.fault());
            Map<String, String> args = outcome.claim() == null ? Map.of() : Map.of("claim", outcome.claim());
            return new CheckView(
                    false, IssuerView.Fault.of(code, args, caller.locale()), null, null, null, null, null, null);
        }
        Caller wouldBe = roles.of(person);
        return new CheckView(
                true,
                null,
                person.userId(),
                person.name(),
                person.roles().stream().sorted().toList(),
                person.teams().stream().sorted().toList(),
                wouldBe.roles().stream().sorted().map(Role::text).toList(),
                null);
    }

    private static Problem wrong(String pointer) {
        return new Problem(HttpProblem.VALIDATION_FAILED).withErrors(List.of(new FieldError(pointer, "MALFORMED")));
    }
}
