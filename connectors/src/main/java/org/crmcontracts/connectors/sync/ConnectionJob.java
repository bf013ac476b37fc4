package org.crmcontracts.connectors.sync;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.jobs.JobFailed;
import org.crmcontracts.tenants.jobs.JobPostponed;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.jobs.NewJob;

/** What jobs for one connection have in common: one of a kind waits at a time, and works while no other run does. */
public final class ConnectionJob {
    /** After that the next pull is soon enough. */
    static final int MOST_ATTEMPTS = 3;

    static final Duration BUSY = Duration.ofSeconds(5);

    private static final String CONNECTION = "connection";

    private ConnectionJob() {}

    public static NewJob of(String kind, UUID connection) {
        return NewJob.of(kind, Map.of(CONNECTION, connection.toString())).withKey(connection.toString());
    }

    public static UUID connection(JobRun run) {
        return UUID.fromString(run.ref(CONNECTION));
    }

    /**
     * Does a run that the first pull makes good where the connection is paused, disconnected or gone; tried again where
     * it fails, or another run works.
     *
     * @param work answers empty where there was nothing to do
     */
    static void attempt(Supplier<Optional<SyncRun>> work) {
        try {
            work.get().filter(run -> run.outcome() == SyncRun.Outcome.FAILED).ifPresent(run -> {
                throw new JobFailed(String.valueOf(run.problemCode()));
            });
        } catch (Problem e) {
            if (e.code() == SyncProblem.SYNC_ALREADY_RUNNING) {
                throw new JobPostponed(BUSY);
            }
        }
    }
}
