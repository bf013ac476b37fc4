package org.crmcontracts.tenants.checkpoints;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRefused;
import org.crmcontracts.tenants.jobs.JobRun;

/** Makes a checkpoint of each tenant's chain every day on which it has grown. */
@ApplicationScoped
public class DailyCheckpoint implements JobHandler {
    @Inject
    Checkpoints checkpoints;

    @Override
    public String kind() {
        return "audit.checkpoint";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        try {
            run.finish(checkpoints::issue);
        } catch (Problem e) {
            throw new JobRefused(e.code().name());
        }
    }
}
