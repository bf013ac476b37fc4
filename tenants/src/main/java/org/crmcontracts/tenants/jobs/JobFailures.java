package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.TenantSql;

/** The tenant's failure inbox: jobs that a person must look at. Callers bring the transaction. */
@ApplicationScoped
public class JobFailures {
    private static final String FAILURES =
            "select id, kind, key, ref::text, attempts, repeat_seconds, failed_at, created_at, problem"
                    + " from platform.job where failed_at is not null";

    @Inject
    TenantSql sql;

    /** Where a page ended. */
    public record Place(Instant failedAt, UUID id) {}

    /** The oldest ones. */
    public List<JobFailure> first(int limit) {
        return sql.query(FAILURES + " order by failed_at, id limit ?", JobFailures::failure, limit);
    }

    /** Those after the place, oldest first. */
    public List<JobFailure> after(Place place, int limit) {
        return sql.query(
                FAILURES + " and (failed_at, id) > (?::timestamptz, ?::uuid) order by failed_at, id limit ?",
                JobFailures::failure,
                place.failedAt(),
                place.id(),
                limit);
    }

    /** Tries it anew, with all its attempts; {@code NOT_FOUND}. */
    public JobFailure retry(UUID id) {
        JobFailure failure = get(id);
        // One that recurs may be running just now: that is its retry.
        sql.update(
                """
                update platform.job
                   set state = case when state = 'RUNNING' then state else 'READY' end,
                       attempts = case when state = 'RUNNING' then attempts else 0 end,
                       run_at = least(run_at, now()), failed_at = null, problem = null
                 where id = ?
                """,
                id);
        return failure;
    }

    /** Takes it out of the inbox undone; one that recurs still comes at its next turn. {@code NOT_FOUND}. */
    public JobFailure discard(UUID id) {
        JobFailure failure = get(id);
        if (sql.update("delete from platform.job where id = ? and repeat_seconds is null", id) == 0) {
            sql.update("update platform.job set failed_at = null, problem = null where id = ?", id);
        }
        return failure;
    }

    private JobFailure get(UUID id) {
        return sql.first(FAILURES + " and id = ? for update", JobFailures::failure, id)
                .orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    private static JobFailure failure(ResultSet row) throws SQLException {
        return new JobFailure(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("key"),
                JobTable.ref(row.getString("ref")),
                row.getInt("attempts"),
                row.getObject("repeat_seconds") != null,
                Objects.requireNonNull(TenantSql.instant(row, "failed_at")),
                Objects.requireNonNull(TenantSql.instant(row, "created_at")),
                String.valueOf(row.getString("problem")));
    }
}
