package org.crmcontracts.tenants.admin;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.jobs.JobFailure;
import org.crmcontracts.tenants.jobs.JobProblem;
import org.jspecify.annotations.Nullable;

/**
 * A failed job as the tenant's admin sees it.
 *
 * @param ref what it is about: ids and small parameters
 * @param recurring whether it comes again by itself
 * @param code why it failed last
 * @param message the code in words
 */
public record JobFailureView(
        UUID id,
        String kind,
        @Nullable String key,
        Map<String, String> ref,
        int attempts,
        boolean recurring,
        Instant failedAt,
        Instant addedAt,
        String code,
        String message) {
    /** {@code anchor} is of the module whose catalogue knows the job's codes. */
    static JobFailureView of(JobFailure failure, Class<?> anchor, Locale locale) {
        String message = Messages.find(anchor, failure.problem(), Map.of(), locale)
                .or(() -> Messages.find(JobFailureView.class, failure.problem(), Map.of(), locale))
                .orElseGet(() -> Messages.text(JobFailureView.class, JobProblem.JOB_FAILED.name(), Map.of(), locale));
        return new JobFailureView(
                failure.id(),
                failure.kind(),
                failure.key(),
                failure.ref(),
                failure.attempts(),
                failure.recurring(),
                failure.failedAt(),
                failure.addedAt(),
                failure.problem(),
                message);
    }
}
