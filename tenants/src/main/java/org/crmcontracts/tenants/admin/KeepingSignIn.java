package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.HostPerson;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.TokenTrial;
import org.crmcontracts.tenants.provisioning.IssuerDraft;
import org.crmcontracts.tenants.provisioning.IssuerEntry;
import org.crmcontracts.tenants.provisioning.IssuerProblem;
import org.crmcontracts.tenants.provisioning.TenantIssuers;
import org.crmcontracts.tenants.registry.TrustedIssuer;
import org.jspecify.annotations.Nullable;

/** Use case: keep an admin from a change of trust by which they would shut themselves out. */
@ApplicationScoped
public class KeepingSignIn {
    @Inject
    TokenTrial trial;

    @Inject
    TryingRoles roles;

    @Inject
    TenantIssuers issuers;

    /**
     * {@code OWN_SIGN_IN_LOST} where the draft is of the issuer of the caller's token, and under it the token would be
     * refused or make no administrator.
     */
    void require(Caller caller, @Nullable String authorization, IssuerDraft draft) {
        if (!TokenTrial.issuerOf(authorization).equals(Optional.of(draft.issuer()))) {
            return;
        }
        TrustedIssuer changed = new TrustedIssuer(
                caller.tenant(),
                draft.issuer(),
                draft.audience(),
                draft.jwksJson(),
                draft.allowedOrigins(),
                draft.claims(),
                null);
        HostPerson person = trial.of(TokenTrial.tokenOf(authorization), changed).person();
        if (person == null || !roles.of(person).has(Role.ADMIN)) {
            throw new Problem(IssuerProblem.OWN_SIGN_IN_LOST);
        }
    }

    /**
     * {@code OWN_ORIGIN_LOST} where the page that the caller works in would no longer be allowed.
     *
     * @param origin of that page; null where the browser told none
     */
    void requireOrigin(Caller caller, @Nullable String origin, IssuerEntry before, IssuerDraft draft) {
        boolean dropped = origin != null
                && before.allowedOrigins().contains(origin)
                && !draft.allowedOrigins().contains(origin);
        if (dropped
                && issuers.list(caller).stream()
                        .noneMatch(other -> !other.id().equals(before.id())
                                && other.allowedOrigins().contains(origin))) {
            throw new Problem(IssuerProblem.OWN_ORIGIN_LOST);
        }
    }
}
