package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;

/** Reads again what a CRM has told to have changed, soon after it was told. */
@ApplicationScoped
public class HintJob implements JobHandler {
    private static final String KIND = "sync.hints";
    /** CRMs tell of a change of many records one by one: those of so long are read by one call. */
    private static final Duration GATHERING = Duration.ofSeconds(2);

    @Inject
    ReadingHints reading;

    @Inject
    JobQueue queue;

    @Inject
    Clock clock;

    /** Has the connection's hints read, in the running transaction; several make one job. */
    public void soon(UUID connection) {
        queue.add(ConnectionJob.of(KIND, connection).at(clock.instant().plus(GATHERING)));
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
        // Where it does not work now, the first pull afterwards reads everything that has changed.
        ConnectionJob.attempt(() -> reading.read(run.tenant(), ConnectionJob.connection(run)));
    }
}
