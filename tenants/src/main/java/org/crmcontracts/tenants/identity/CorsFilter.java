package org.crmcontracts.tenants.identity;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Tenants;
import org.jspecify.annotations.Nullable;

/**
 * Lets the pages that embed us call the API: a real request only from an origin that the caller's
 * own tenant registered. A token from one tenant's page is refused on another tenant's page.
 */
@Provider
@Dependent
@Priority(Priorities.AUTHENTICATION + 1)
public class CorsFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final String ORIGIN = "Origin";
    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    @Inject
    Tenants tenants;

    @Inject
    CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        String origin = foreignOrigin(request);
        if (origin != null
                && !request.getMethod().equals(HttpMethod.OPTIONS)
                && caller.find().isPresent()
                && !isAllowed(origin)) {
            throw new Problem(TenantProblem.ORIGIN_NOT_ALLOWED);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle(HttpHeaders.VARY, ORIGIN);
        String origin = foreignOrigin(request);
        if (origin != null && isAllowed(origin) && !headers.containsKey(ALLOW_ORIGIN)) {
            headers.putSingle(ALLOW_ORIGIN, origin);
            headers.putSingle("Access-Control-Expose-Headers", "ETag, Location");
        }
    }

    // Without a caller there is nothing of a tenant in the answer, and a page must be able to read its 401.
    private boolean isAllowed(String origin) {
        return caller.find()
                .map(known -> tenants.originsOf(known.tenant()).contains(origin))
                .orElseGet(() -> tenants.knowsOrigin(origin));
    }

    /** The origin of the calling page unless it is our own; browsers send it with their own POSTs too. */
    static @Nullable String foreignOrigin(ContainerRequestContext request) {
        String origin = request.getHeaderString(ORIGIN);
        String host = request.getHeaderString(HttpHeaders.HOST);
        if (origin == null || origin.equals("http://" + host) || origin.equals("https://" + host)) {
            return null;
        }
        return origin;
    }
}
