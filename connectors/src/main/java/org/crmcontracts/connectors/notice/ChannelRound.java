package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;

/** Has every connection's channel seen to every hour, so that none ends unseen. */
@ApplicationScoped
public class ChannelRound implements JobHandler {
    @Inject
    Channels channels;

    @Inject
    ChannelJob job;

    @Override
    public String kind() {
        return "crm.channels";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofHours(1));
    }

    @Override
    public void run(JobRun run) {
        run.finish(() -> channels.connections().forEach(job::soon));
    }
}
