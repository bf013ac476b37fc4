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

/** Sends what has changed here, soon after it was changed; what is left the next pull sends. */
@ApplicationScoped
public class PushJob implements JobHandler {
    private static final String KIND = "sync.push";
    private static final String CONNECTION = "connection";
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final int MOST_ATTEMPTS = 3;

    @Inject
    Pushing pushing;

    @Inject
    JobQueue queue;

    @Inject
    Clock clock;

    /** Has the connection's changes sent, in the running transaction; several changes make one job. */
    public void soon(UUID connection) {
        queue.add(job(connection));
    }

    /** The same, but not at once. */
    void soon(UUID connection, Duration pause) {
        queue.add(job(connection).at(clock.instant().plus(pause)));
    }

    private static NewJob job(UUID connection) {
        return NewJob.of(KIND, Map.of(CONNECTION, connection.toString())).withKey(connection.toString());
    }

    /** Nothing more is sent: the connection is gone. */
    public void forget(UUID connection) {
        queue.cancel(KIND, connection.toString());
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
            SyncRun done = pushing.push(run.tenant(), UUID.fromString(run.ref(CONNECTION)));
            if (done.outcome() == SyncRun.Outcome.FAILED) {
                throw new JobFailed(String.valueOf(done.problemCode()));
            }
        } catch (Problem e) {
            if (e.code() == SyncProblem.SYNC_ALREADY_RUNNING) {
                throw new JobPostponed(BUSY);
            }
            // Paused, disconnected or deleted: what waits goes out when the connection works again.
        }
    }
}
