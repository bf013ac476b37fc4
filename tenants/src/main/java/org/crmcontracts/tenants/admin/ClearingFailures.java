package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.jobs.JobFailure;
import org.crmcontracts.tenants.jobs.JobFailures;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobWorkers;
import org.jspecify.annotations.Nullable;

/** Use case: look through the failure inbox and clear it. */
@ApplicationScoped
public class ClearingFailures {
    @Inject
    JobFailures failures;

    @Inject
    JobWorkers workers;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog log;

    /** {@code BAD_CURSOR}. */
    @Transactional
    public Page<JobFailureView> list(@Nullable String cursor, int limit, Locale locale) {
        List<JobFailure> found =
                cursor == null ? failures.first(limit + 1) : failures.after(place(Cursor.decode(cursor, 2)), limit + 1);
        List<JobFailure> shown = found.subList(0, Math.min(limit, found.size()));
        String next = null;
        if (found.size() > limit) {
            JobFailure last = shown.get(limit - 1);
            next = Cursor.encode(last.failedAt().toString(), last.id().toString());
        }
        return new Page<>(shown.stream().map(failure -> view(failure, locale)).toList(), next, null);
    }

    private static JobFailures.Place place(List<String> parts) {
        try {
            return new JobFailures.Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new Problem(HttpProblem.BAD_CURSOR);
        }
    }

    /** {@code NOT_FOUND}. */
    @Transactional
    public JobFailureView retry(IdempotencyKey key, UUID id, Caller caller, Locale locale) {
        return idempotency.once(key, "job-retry", id.toString(), JobFailureView.class, () -> {
            JobFailure failure = failures.retry(id);
            audit(caller, "job.retried", failure);
            return view(failure, locale);
        });
    }

    /** {@code NOT_FOUND}. */
    @Transactional
    public void discard(UUID id, Caller caller) {
        audit(caller, "job.discarded", failures.discard(id));
    }

    private void audit(Caller caller, String action, JobFailure failure) {
        log.append(
                Actor.of(caller),
                action,
                "job",
                failure.id(),
                Map.of("kind", failure.kind(), "problem", failure.problem()));
    }

    private JobFailureView view(JobFailure failure, Locale locale) {
        Class<?> anchor = workers.handler(failure.kind())
                .<Class<?>>map(JobHandler::getClass)
                .orElse(ClearingFailures.class);
        return JobFailureView.of(failure, anchor, locale);
    }
}
