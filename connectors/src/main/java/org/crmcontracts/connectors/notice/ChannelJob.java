package org.crmcontracts.connectors.notice;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.crmcontracts.connectors.sync.ConnectionJob;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;

/** Opens, renews or closes one connection's channel. */
@ApplicationScoped
public class ChannelJob implements JobHandler {
    private static final String KIND = "crm.channel";

    @Inject
    KeepingChannels keeping;

    @Inject
    JobQueue queue;

    /** Has the channel seen to, in the running transaction: the connection is new, paused, resumed or changed. */
    public void soon(UUID connection) {
        queue.add(ConnectionJob.of(KIND, connection));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        keeping.keep(run.tenant(), ConnectionJob.connection(run));
    }
}
