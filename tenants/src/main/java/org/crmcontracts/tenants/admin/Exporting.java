package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.provisioning.ExitProblem;
import org.crmcontracts.tenants.provisioning.ExportJob;

/** Use cases: have everything of the tenant written into a file, fetch it, delete it. */
@ApplicationScoped
public class Exporting {
    private static final Duration KEPT = Duration.ofDays(7);
    private static final String COLUMNS =
            "id, state, percent, bytes, sha256, requested_by, requested_at, ended_at, expires_at";
    private static final String SUBJECT = "export";

    @Inject
    TenantSql sql;

    @Inject
    JobQueue jobs;

    @Inject
    AuditLog log;

    @Inject
    Idempotency idempotency;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** {@code EXPORT_RUNNING} while another one is written. */
    @Transactional
    public ExportView begin(Caller caller, IdempotencyKey key) {
        return idempotency.once(key, "exports.begin", Map.of(), ExportView.class, () -> {
            if (sql.first("select 1 from data_export where state = 'RUNNING'", row -> row.getInt(1))
                    .isPresent()) {
                throw new Problem(ExitProblem.EXPORT_RUNNING);
            }
            UUID id = ids.next();
            Instant now = clock.instant();
            sql.update(
                    "insert into data_export (id, state, requested_by, requested_at, expires_at)"
                            + " values (?, 'RUNNING', ?, ?, ?)",
                    id,
                    caller.name(),
                    now,
                    now.plus(KEPT));
            jobs.add(NewJob.of(ExportJob.KIND, Map.of("export", id.toString())));
            log.append(Actor.of(caller), "export.requested", SUBJECT, id, Map.of());
            return get(id);
        });
    }

    @Transactional
    public List<ExportView> list() {
        return sql.query(
                "select " + COLUMNS + " from data_export order by requested_at desc, id desc limit 100",
                Exporting::view);
    }

    /** {@code NOT_FOUND}. */
    @Transactional
    public ExportView get(UUID id) {
        return sql.first("select " + COLUMNS + " from data_export where id = ?", Exporting::view, id)
                .orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    /** Notes the download before its first byte. {@code NOT_FOUND}, {@code EXPORT_NOT_READY}. */
    @Transactional
    public ExportView open(UUID id, Caller caller) {
        ExportView export = get(id);
        if (!export.state().equals("READY")) {
            throw new Problem(ExitProblem.EXPORT_NOT_READY);
        }
        log.append(
                Actor.of(caller),
                "export.downloaded",
                SUBJECT,
                id,
                Map.of("sha256", Objects.requireNonNull(export.sha256())));
        return export;
    }

    /** One part of the file, from 0; empty after the last. */
    public Optional<byte[]> part(UUID id, int position) {
        return sql.first(
                "select content from data_export_part where export_id = ? and position = ?",
                row -> row.getBytes(1),
                id,
                position);
    }

    /** {@code NOT_FOUND}. */
    @Transactional
    public void delete(UUID id, Caller caller) {
        if (sql.update("delete from data_export where id = ?", id) == 0) {
            throw new Problem(HttpProblem.NOT_FOUND);
        }
        log.append(Actor.of(caller), "export.deleted", SUBJECT, id, Map.of());
    }

    private static ExportView view(ResultSet row) throws SQLException {
        return new ExportView(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getInt("percent"),
                row.getObject("bytes", Long.class),
                row.getString("sha256"),
                row.getString("requested_by"),
                Objects.requireNonNull(TenantSql.instant(row, "requested_at")),
                TenantSql.instant(row, "ended_at"),
                Objects.requireNonNull(TenantSql.instant(row, "expires_at")));
    }
}
