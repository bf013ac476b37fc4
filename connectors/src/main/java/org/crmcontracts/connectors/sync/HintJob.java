package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.jobs.JobFailed;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobPostponed;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.jobs.NewJob;

/** Reads again what a CRM has told to have changed, soon after it was told. */
@ApplicationScoped
public class HintJob implements JobHandler {
    private static final String KIND = "sync.hints";
    private static final String CONNECTION = "connection";
    /** CRMs tell of a change of many records one by one: those of so long are read by one call. */
    private static final Duration GATHERING = Duration.ofSeconds(2);

    private static final Duration BUSY = Duration.ofSeconds(5);
    /** After that the next pull is soon enough. */
    private static final int MOST_ATTEMPTS = 3;

    @Inject
    ReadingHints reading;

    @Inject
    JobQueue queue;

    @Inject
    Clock clock;

    /** Has the connection's hints read, in the running transaction; several make one job. */
    public void soon(UUID connection) {
        queue.add(NewJob.of(KIND, Map.of(CONNECTION, connection.toString()))
                .withKey(connection.toString())
                .at(clock.instant().plus(GATHERING)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int mostAttempts() {
        return MOST_ATTEMPTS;
    }

    @Override
    public void run(JobRun run) {
        try {
            reading.read(run.tenant(), UUID.fromString(run.ref(CONNECTION))).ifPresent(HintJob::require);
        } catch (Problem e) {
            if (e.code() == SyncProblem.SYNC_ALREADY_RUNNING) {
                throw new JobPostponed(BUSY);
            }
            // Paused, disconnected or deleted: the first pull afterwards reads everything that has changed.
        }
    }

    private static void require(SyncRun done) {
        if (done.outcome() == SyncRun.Outcome.FAILED) {
            throw new JobFailed(String.valueOf(done.problemCode()));
        }
    }
}
