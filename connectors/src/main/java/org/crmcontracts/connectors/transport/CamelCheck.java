package org.crmcontracts.connectors.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows Camel's routes in {@code /health}. Down only where a route that should run does not: a CRM that is out of reach
 * is no fault of this node. Without a first call there are no routes yet.
 */
@Readiness
@ApplicationScoped
public class CamelCheck implements HealthCheck {
    private final CamelRuntime runtime;

    @Inject
    public CamelCheck(CamelRuntime runtime) {
        this.runtime = runtime;
    }

    /** For the container's proxy. */
    protected CamelCheck() {
        this(new CamelRuntime());
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Boolean> routes = runtime.routes();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("connectors");
        routes.forEach((route, up) -> answer.withData(route, up ? "up" : "down"));
        return answer.status(!routes.containsValue(false)).build();
    }
}
