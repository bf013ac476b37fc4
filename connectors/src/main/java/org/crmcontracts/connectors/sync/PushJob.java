package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;

/** Sends what has changed here, soon after it was changed; what is left the next pull sends. */
@ApplicationScoped
public class PushJob implements JobHandler {
    private static final String KIND = "sync.push";

    @Inject
    Pushing pushing;

    @Inject
    JobQueue queue;

    @Inject
    Clock clock;

    /** Has the connection's changes sent, in the running transaction; several changes make one job. */
    public void soon(UUID connection) {
        queue.add(ConnectionJob.of(KIND, connection));
    }

    /** The same, but not at once. */
    void soon(UUID connection, Duration pause) {
        queue.add(ConnectionJob.of(KIND, connection).at(clock.instant().plus(pause)));
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
        return ConnectionJob.MOST_ATTEMPTS;
    }

    @Override
    public void run(JobRun run) {
        // Where it does not work now, what waits goes out when the connection works again.
        ConnectionJob.attempt(() -> Optional.of(pushing.push(run.tenant(), ConnectionJob.connection(run))));
    }
}
