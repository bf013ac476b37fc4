package org.crmcontracts.tenants.isolation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.crmcontracts.tenants.http.FailureReading;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.PlacementProblem;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;

/**
 * Tells a tenant that is being moved from a fault: the database refuses writes at the old place, which this node may
 * still believe in.
 */
@ApplicationScoped
public class TenantElsewhere implements FailureReading {
    /** PostgreSQL, appendix A: no right, or no such role as the one to be bound. */
    private static final Set<String> FORBIDDEN = Set.of("42501", "22023");

    @Inject
    Tenants tenants;

    @Inject
    Clusters clusters;

    @Override
    public Optional<Problem> read(Throwable thrown) {
        Tenant known = CurrentTenant.find().orElse(null);
        String state = sqlState(thrown);
        if (known == null || state == null) {
            return Optional.empty();
        }
        if (FORBIDDEN.contains(state) && isMoving(known)) {
            tenants.refresh();
            return Optional.of(new Problem(PlacementProblem.TENANT_MOVING));
        }
        // Class 08 is a broken connection, 57P a server that is being stopped.
        if (state.startsWith("08") || state.startsWith("57P")) {
            clusters.doubt(known.cluster());
            return Optional.of(new Problem(PlacementProblem.TENANT_NOT_READY));
        }
        return Optional.empty();
    }

    private boolean isMoving(Tenant known) {
        return tenants.isClosedForMove(known.id())
                || tenants.byId(known.id())
                        .filter(now -> now.cluster().equals(known.cluster()))
                        .isEmpty();
    }

    private static String sqlState(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < 20; i++, cause = cause.getCause()) {
            if (cause instanceof SQLException refusal && refusal.getSQLState() != null) {
                return refusal.getSQLState();
            }
        }
        return null;
    }
}
