package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import org.crmcontracts.tenants.registry.Tenants;

/** Answers a browser's preflight, which carries no token, for any origin some active tenant registered. */
@Provider
@PreMatching
@Dependent
public class PreflightFilter implements ContainerRequestFilter {
    @Inject
    Tenants tenants;

    @Override
    public void filter(ContainerRequestContext request) {
        String origin = request.getHeaderString(CorsFilter.ORIGIN);
        if (!request.getMethod().equals(HttpMethod.OPTIONS)
                || origin == null
                || request.getHeaderString("Access-Control-Request-Method") == null) {
            return;
        }
        Response.ResponseBuilder answer = Response.noContent();
        if (tenants.knowsOrigin(origin)) {
            answer.header(CorsFilter.ALLOW_ORIGIN, origin)
                    .header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                    .header(
                            "Access-Control-Allow-Headers",
                            "Authorization, Content-Type, Accept-Language, If-Match, Idempotency-Key")
                    .header("Access-Control-Max-Age", "600");
        }
        request.abortWith(answer.build());
    }
}
