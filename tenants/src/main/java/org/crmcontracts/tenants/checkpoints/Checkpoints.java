package org.crmcontracts.tenants.checkpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.audit.AuditHead;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.audit.ChainVerifier;
import org.crmcontracts.tenants.events.Outbox;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.NewJob;

/** The tenant's checkpoints: made, handed out, and held against the chain. Callers bring the transaction. */
@ApplicationScoped
public class Checkpoints {
    private static final String COLUMNS = "id, seq, hash, at, previous, jws";

    @Inject
    TenantSql sql;

    @Inject
    AuditLog log;

    @Inject
    SigningKeys keys;

    @Inject
    Recipients recipients;

    @Inject
    Outbox outbox;

    @Inject
    JobQueue jobs;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /** Whether the chain has grown since the last checkpoint. */
    public boolean isDue() {
        return log.head().seq() > last().map(known -> known.checkpoint().seq()).orElse(0L);
    }

    /**
     * Makes a checkpoint of the chain as it stands in the running transaction, and hands it out: to the receivers of
     * webhooks and by mail. Nothing may be appended to the log after it. {@code CHECKPOINT_KEY_MISSING}.
     *
     * @return empty if the chain has not grown since the last one
     */
    public Optional<SignedCheckpoint> issue() {
        AuditHead head = log.lockedHead();
        Optional<SignedCheckpoint> last = last();
        if (head.seq() <= last.map(known -> known.checkpoint().seq()).orElse(0L)) {
            return Optional.empty();
        }
        Checkpoint checkpoint = new Checkpoint(
                CurrentTenant.get().id(),
                head.seq(),
                head.hash(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                last.map(SignedCheckpoint::hash).orElse(ChainVerifier.GENESIS));
        SignedCheckpoint signed = new SignedCheckpoint(ids.next(), checkpoint, keys.sign(checkpoint));
        sql.update(
                "insert into audit_checkpoint (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)",
                signed.id(),
                checkpoint.seq(),
                checkpoint.hash(),
                checkpoint.at(),
                checkpoint.previous(),
                signed.jws());
        handOut(signed);
        return Optional.of(signed);
    }

    private void handOut(SignedCheckpoint signed) {
        outbox.add(
                CheckpointEvents.ISSUED,
                "audit-checkpoints/" + signed.id(),
                Map.of(
                        "checkpointId",
                        signed.id(),
                        "seq",
                        signed.checkpoint().seq(),
                        "hash",
                        signed.checkpoint().hash(),
                        "jws",
                        signed.jws()));
        for (Recipients.Recipient recipient : recipients.list().recipients()) {
            jobs.add(NewJob.of(
                    MailingCheckpoint.KIND,
                    Map.of(
                            "checkpoint", signed.id().toString(),
                            "recipient", recipient.id().toString())));
        }
    }

    /** Newest first. */
    public List<SignedCheckpoint> latest(int limit) {
        return sql.query(
                "select " + COLUMNS + " from audit_checkpoint order by seq desc limit ?", Checkpoints::read, limit);
    }

    public Optional<SignedCheckpoint> last() {
        return latest(1).stream().findFirst();
    }

    /** {@code NOT_FOUND}. */
    public SignedCheckpoint get(UUID id) {
        return sql.first("select " + COLUMNS + " from audit_checkpoint where id = ?", Checkpoints::read, id)
                .orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    /** All up to a number of the chain, oldest first. */
    List<SignedCheckpoint> upTo(long seq) {
        return sql.query(
                "select " + COLUMNS + " from audit_checkpoint where seq <= ? order by seq", Checkpoints::read, seq);
    }

    /** Checks the chain, and that it fits every checkpoint. */
    public ChainReport verify() {
        List<SignedCheckpoint> all = upTo(Long.MAX_VALUE);
        if (all.isEmpty()) {
            return log.verify(Map.of());
        }
        CheckpointSeries series =
                new CheckpointSeries(keys.publicKeys(), CurrentTenant.get().id());
        all.forEach(known -> series.next(known.jws()));
        ChainReport report = log.verify(series.sealed());
        return report.valid() && series.fault() != null
                ? ChainReport.invalid(report.events(), series.faultSeq(), ChainReport.Reason.CHECKPOINT, report.head())
                : report;
    }

    private static SignedCheckpoint read(ResultSet row) throws SQLException {
        return new SignedCheckpoint(
                row.getObject("id", UUID.class),
                new Checkpoint(
                        CurrentTenant.get().id(),
                        row.getLong("seq"),
                        row.getString("hash"),
                        Objects.requireNonNull(TenantSql.instant(row, "at")),
                        row.getString("previous")),
                row.getString("jws"));
    }
}
