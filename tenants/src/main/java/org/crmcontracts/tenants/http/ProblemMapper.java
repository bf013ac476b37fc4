package org.crmcontracts.tenants.http;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one place where an exception becomes an answer (RFC 9457). */
@Provider
@Dependent
public class ProblemMapper implements ExceptionMapper<Throwable> {
    public static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());
    private static final int SERVER_FAULT = 500;
    private static final int UNAVAILABLE = 503;
    private static final int RETRY_SECONDS = 2;
    private static final int MAX_CAUSES = 20;

    @Context
    HttpHeaders headers;

    @Inject
    Exchange exchange;

    @Inject
    Instance<FailureReading> readings;

    @Override
    public Response toResponse(Throwable thrown) {
        return toResponse(thrown, headers);
    }

    private Response toResponse(Throwable thrown, HttpHeaders requested) {
        Problem problem = explained(problemOf(thrown), thrown);
        if (problem.code().status() >= SERVER_FAULT) {
            LOG.log(Level.SEVERE, exchange.instance() + " " + problem.code().name(), thrown);
        } else {
            LOG.log(Level.FINE, thrown, () -> exchange.instance() + " " + problem.getMessage());
        }
        exchange.refusedAbout(problem.subject());
        Locale locale = exchange.locale(requested.getAcceptableLanguages());
        Response.ResponseBuilder answer = Response.status(problem.code().status())
                .type(PROBLEM_JSON)
                .language(locale)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body(problem, locale, exchange.instance()));
        if (problem.code() == HttpProblem.UNAUTHENTICATED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (problem.code().status() == UNAVAILABLE || problem.code() == HttpProblem.TOO_MANY_REQUESTS) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return answer.build();
    }

    private Problem explained(Problem problem, Throwable thrown) {
        if (problem.code() != HttpProblem.INTERNAL_ERROR) {
            return problem;
        }
        return readings.stream()
                .flatMap(reading -> reading.read(thrown).stream())
                .findFirst()
                .orElse(problem);
    }

    /** Answers violations likewise: Jersey brings a mapper of its own for them, which only a closer type outdoes. */
    @Provider
    @Dependent
    public static class OfViolations implements ExceptionMapper<ConstraintViolationException> {
        @Inject
        ProblemMapper mapper;

        @Context
        HttpHeaders headers;

        @Override
        public Response toResponse(ConstraintViolationException thrown) {
            return mapper.toResponse(thrown, headers);
        }
    }

    /** The members of the problem document. */
    static Map<String, Object> body(Problem problem, Locale locale, String instance) {
        ProblemCode code = problem.code();
        Class<?> anchor = ((Enum<?>) code).getDeclaringClass();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + code.name());
        body.put("title", Messages.text(Messages.class, "status." + code.status(), Map.of(), locale));
        body.put("status", code.status());
        body.put("detail", Messages.text(anchor, code.name(), problem.args(), locale));
        body.put("instance", instance);
        body.put("code", code.name());
        if (!problem.errors().isEmpty()) {
            body.put(
                    "errors",
                    problem.errors().stream()
                            .map(error -> error(anchor, error, locale))
                            .toList());
        }
        problem.members().forEach(body::putIfAbsent);
        return body;
    }

    private static Map<String, Object> error(Class<?> anchor, FieldError error, Locale locale) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pointer", error.pointer());
        body.put("code", error.code());
        body.put(
                "message",
                Messages.find(anchor, error.code(), error.args(), locale)
                        .or(() -> Messages.find(Messages.class, error.code(), error.args(), locale))
                        .orElse(error.code()));
        return body;
    }

    /** Looks through the wrappers that transactions and containers put around the true cause. */
    static Problem problemOf(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof OptimisticLockException) {
                return new Problem(HttpProblem.STALE_VERSION);
            }
            if (cause instanceof ConstraintViolationException violations) {
                return new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors(violations));
            }
        }
        if (thrown instanceof WebApplicationException refusal) {
            return ofStatus(refusal.getResponse().getStatus());
        }
        return new Problem(HttpProblem.INTERNAL_ERROR);
    }

    private static Problem ofStatus(int status) {
        for (HttpProblem candidate : HttpProblem.values()) {
            if (candidate.status() == status && status != HttpProblem.STALE_VERSION.status()) {
                return new Problem(candidate);
            }
        }
        return new Problem(status < SERVER_FAULT ? HttpProblem.BAD_REQUEST : HttpProblem.INTERNAL_ERROR);
    }

    private static List<FieldError> errors(ConstraintViolationException violations) {
        List<FieldError> errors = new ArrayList<>();
        for (ConstraintViolation<?> violation : violations.getConstraintViolations()) {
            String constraint = violation
                    .getConstraintDescriptor()
                    .getAnnotation()
                    .annotationType()
                    .getSimpleName();
            errors.add(new FieldError(
                    pointer(violation.getPropertyPath().toString()),
                    constraint.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT),
                    violation.getConstraintDescriptor().getAttributes()));
        }
        errors.sort(java.util.Comparator.comparing(FieldError::pointer).thenComparing(FieldError::code));
        return errors;
    }

    /** {@code create.request.items[0].name} is member {@code /items/0/name} of the body. */
    static String pointer(String propertyPath) {
        String[] nodes = propertyPath.split("\\.", 3);
        if (nodes.length < 3) {
            return nodes.length == 2 ? "/" + nodes[1] : "";
        }
        return "/" + nodes[2].replaceAll("\\[(\\d+)]", ".$1").replace('.', '/');
    }
}
