package org.crmcontracts.tenants.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import java.util.Optional;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/** The caller of the running request. */
@RequestScoped
public class CurrentCaller {
    private @Nullable Caller caller;
    private Locale locale = Locale.ENGLISH;

    /** {@code UNAUTHENTICATED} where no token was presented. */
    public Caller get() {
        return find().orElseThrow(() -> new Problem(HttpProblem.UNAUTHENTICATED));
    }

    public Optional<Caller> find() {
        return Optional.ofNullable(caller);
    }

    /** The language of the answer. */
    public Locale locale() {
        return locale;
    }

    /** Called once per request, by {@link CallerFilter}. */
    public void identify(Caller verified, Locale language) {
        if (caller != null) {
            throw new IllegalStateException("the caller of a request does not change");
        }
        caller = verified;
        locale = language;
    }
}
