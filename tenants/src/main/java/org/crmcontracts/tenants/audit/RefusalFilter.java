package org.crmcontracts.tenants.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crmcontracts.tenants.http.Exchange;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.isolation.InTenant;

/**
 * Records what a known caller tried and was refused, in a transaction of its own, as that of the
 * attempt was rolled back.
 */
@Provider
@Dependent
public class RefusalFilter implements ContainerResponseFilter {
    private static final Logger LOG = Logger.getLogger(RefusalFilter.class.getName());
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> REFUSALS = Set.of(FORBIDDEN, 409, 422);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern SUBJECT_PATH =
            Pattern.compile("/?([a-z-]+?)s?/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/.*)?");

    private static final Pattern PERSON_PATH = Pattern.compile("^(/?audit-people/)[^/]+");

    @Inject
    CurrentCaller callers;

    @Inject
    Exchange exchange;

    @Inject
    InTenant inTenant;

    @Inject
    AuditLog log;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        Caller caller = callers.find().orElse(null);
        if (caller == null
                || !REFUSALS.contains(status)
                || (status != FORBIDDEN && READING.contains(request.getMethod()))) {
            return;
        }
        String path = withoutPerson(request.getUriInfo().getPath());
        Problem.Subject subject =
                subject(exchange.refusedSubject(), path, caller.tenant().id());
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("code", code(response.getEntity()));
        data.put("method", request.getMethod());
        data.put("path", path);
        try {
            inTenant.run(
                    caller.tenant(),
                    () -> log.append(
                            Actor.of(caller),
                            "request.refused",
                            AuditEvent.Outcome.REFUSED,
                            subject.type(),
                            subject.id(),
                            data));
        } catch (RuntimeException e) {
            // The refusal stands whether or not it could be recorded.
            LOG.log(Level.SEVERE, exchange.instance() + " a refusal could not be recorded", e);
        }
    }

    /** The path with a user's id left out: it would stand in the chain for ever. */
    static String withoutPerson(String path) {
        return PERSON_PATH.matcher(path).replaceFirst("$1…");
    }

    /** What the problem named, else the thing in the path ({@code contracts/<id>/…}), else the tenant itself. */
    static Problem.Subject subject(Problem.Subject named, String path, UUID tenantId) {
        if (named != null) {
            return named;
        }
        Matcher matcher = SUBJECT_PATH.matcher(path);
        return matcher.matches()
                ? new Problem.Subject(matcher.group(1), UUID.fromString(matcher.group(2)))
                : new Problem.Subject("tenant", tenantId);
    }

    private static String code(Object entity) {
        return entity instanceof Map<?, ?> problem ? String.valueOf(problem.get("code")) : "UNKNOWN";
    }
}
