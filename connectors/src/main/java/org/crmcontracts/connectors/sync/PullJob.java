package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.jobs.JobFailed;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobPostponed;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRefused;
import org.crmcontracts.tenants.jobs.JobRun;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pulls one connection at its turn. */
@ApplicationScoped
public class PullJob implements JobHandler {
    private static final String KIND = "sync.pull";
    private static final Duration SHORTEST_FIRST = Duration.ofSeconds(60);
    /** How often a connection is looked at that somebody else pulls or that is switched off. */
    private static final Duration OFF = Duration.ofSeconds(300);

    @Inject
    Pulling pulling;

    @Inject
    ConnectionSettings settings;

    @Inject
    InTenant inTenant;

    @Inject
    JobQueue queue;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "sync.interval-seconds", defaultValue = "300")
    int intervalSeconds;

    /** Puts a connection on the schedule, in the running transaction; the first pull is the caller's. */
    public void schedule(UUID connection) {
        Duration every = interval();
        Duration first = every.compareTo(SHORTEST_FIRST) < 0 ? SHORTEST_FIRST : every;
        queue.add(ConnectionJob.of(KIND, connection)
                .at(clock.instant().plus(first))
                .every(every));
    }

    /** Takes a connection off the schedule: it is gone. */
    public void forget(UUID connection) {
        queue.cancel(KIND, connection.toString());
    }

    /** How long the installation lets pass between two turns. */
    public Duration usual() {
        return interval();
    }

    /** Brings the connection's next turn forward, in the running transaction. */
    public void soon(UUID connection) {
        queue.add(ConnectionJob.of(KIND, connection).at(clock.instant()).every(interval()));
    }

    private Duration interval() {
        return intervalSeconds > 0 ? Duration.ofSeconds(intervalSeconds) : OFF;
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
    public Duration pause(Duration armed) {
        return interval();
    }

    @Override
    public void run(JobRun run) {
        if (intervalSeconds <= 0) {
            return;
        }
        UUID connection = ConnectionJob.connection(run);
        if (!inTenant.call(run.tenant(), () -> settings.isDue(run.tenant(), connection))) {
            return;
        }
        try {
            SyncRun done = pulling.pull(run.tenant(), connection);
            if (done.outcome() == SyncRun.Outcome.FAILED) {
                failed(done);
            }
        } catch (Problem e) {
            if (e.code() == SyncProblem.SYNC_ALREADY_RUNNING) {
                throw new JobPostponed(ConnectionJob.BUSY);
            }
            if (e.code() != SyncProblem.CONNECTION_PAUSED) {
                throw new JobRefused(e.code().name());
            }
        }
    }

    private static void failed(SyncRun run) {
        String code = String.valueOf(run.problemCode());
        if (code.equals(CrmRefusal.Reason.NEEDS_RECONNECT.name())) {
            throw new JobRefused(SyncProblem.CONNECTION_NEEDS_RECONNECT.name());
        }
        throw new JobFailed(code);
    }
}
