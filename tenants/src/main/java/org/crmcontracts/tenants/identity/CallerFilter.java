package org.crmcontracts.tenants.identity;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.crmcontracts.tenants.http.Exchange;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.registry.PlacementProblem;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;

/**
 * Finds out who is calling, from the bearer token and from nothing else: no header, path or body
 * names a tenant. The platform's own endpoints take operators' tokens only, and bind no tenant. Every token fault gets the same 401, so that a forger learns nothing.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
    private static final Logger LOG = Logger.getLogger(CallerFilter.class.getName());
    private static final String SCHEME = "bearer ";

    @Context
    ResourceInfo resource;

    @Inject
    Clock clock;

    @Inject
    TrustedIssuers issuers;

    @Inject
    CurrentCaller caller;

    @Inject
    CurrentOperator operator;

    @Inject
    PlatformIssuer platform;

    @Inject
    Recognition recognition;

    @Inject
    Exchange exchange;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS) || isOpen(resource.getResourceMethod())) {
            return;
        }
        List<String> authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (RolesFilter.isForOperators(resource.getResourceMethod())) {
            checked(authorization, platform::verify).ifPresent(operator::identify);
            return;
        }
        HostPerson verified = checked(authorization, new TokenVerifier(clock, issuers::find, issuers::renewed)::verify);
        Tenant tenant = verified.tenant();
        exchange.identify(verified.userId(), tenant.locale());
        if (tenant.state() == TenantState.SUSPENDED) {
            throw new Problem(TenantProblem.TENANT_SUSPENDED);
        }
        if (tenant.state() == TenantState.ERASING) {
            throw new Problem(TenantProblem.TENANT_CLOSED);
        }
        if (tenant.state() != TenantState.ACTIVE || tenant.isHeldBack()) {
            throw new Problem(PlacementProblem.TENANT_NOT_READY);
        }
        CurrentTenant.bind(tenant);
        caller.identify(recognition.recognise(verified), exchange.locale(request.getAcceptableLanguages()));
    }

    private static boolean isOpen(Method method) {
        return method != null && method.isAnnotationPresent(PermitAll.class);
    }

    private interface Check<T> {
        T of(String token) throws TokenRefused;
    }

    private <T> T checked(List<String> authorization, Check<T> check) {
        try {
            // Two headers could be read differently by a proxy before us.
            if (authorization == null || authorization.size() != 1) {
                throw new TokenRefused(TokenFault.TOKEN_MALFORMED, "no single authorization header");
            }
            String header = authorization.get(0);
            if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                throw new TokenRefused(TokenFault.TOKEN_MALFORMED, "not a bearer token");
            }
            return check.of(header.substring(SCHEME.length()).strip());
        } catch (TokenRefused e) {
            LOG.log(Level.FINE, e, () -> exchange.instance() + " token refused: " + e.getMessage());
            throw new Problem(HttpProblem.UNAUTHENTICATED);
        }
    }
}
