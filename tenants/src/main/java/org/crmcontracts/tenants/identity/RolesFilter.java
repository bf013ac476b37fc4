package org.crmcontracts.tenants.identity;

import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** Lets a caller reach only methods that name one of the caller's roles; a method naming none is closed. */
@Provider
@Dependent
@Priority(Priorities.AUTHORIZATION)
public class RolesFilter implements ContainerRequestFilter {
    @Context
    ResourceInfo resource;

    @Inject
    CurrentCaller caller;

    @Inject
    CurrentOperator operator;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return;
        }
        Method method = resource.getResourceMethod();
        if (method != null && method.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        if (isForOperators(method)) {
            if (operator.find().isEmpty()) {
                throw new Problem(HttpProblem.FORBIDDEN);
            }
            return;
        }
        if (!permits(method, caller.get().roles())) {
            throw new Problem(HttpProblem.FORBIDDEN);
        }
    }

    /** Whether the method is the platform's: it then takes operators' tokens and no others. */
    static boolean isForOperators(@Nullable Method method) {
        RolesAllowed allowed = method == null ? null : method.getAnnotation(RolesAllowed.class);
        return allowed != null && Arrays.asList(allowed.value()).equals(List.of(Operator.ROLE));
    }

    static boolean permits(@Nullable Method method, Set<Role> roles) {
        RolesAllowed allowed = method == null ? null : method.getAnnotation(RolesAllowed.class);
        return allowed != null
                && roles.stream()
                        .anyMatch(role -> Arrays.asList(allowed.value()).contains(role.text()));
    }
}
