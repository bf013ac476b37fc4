package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** The operator of the running request, on endpoints of the platform. */
@RequestScoped
public class CurrentOperator {
    private @Nullable Operator operator;

    /** {@code UNAUTHENTICATED} where no operator's token was presented. */
    public Operator get() {
        return find().orElseThrow(() -> new Problem(HttpProblem.UNAUTHENTICATED));
    }

    public Optional<Operator> find() {
        return Optional.ofNullable(operator);
    }

    /** Called once per request, by {@link CallerFilter}. */
    void identify(Operator verified) {
        operator = verified;
    }
}
