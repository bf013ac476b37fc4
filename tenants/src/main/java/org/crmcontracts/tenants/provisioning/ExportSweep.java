package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobRun;

/** Deletes exports whose time is over, in each tenant once a day: they hold everything, so they do not lie about. */
@ApplicationScoped
public class ExportSweep implements JobHandler {
    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    @Override
    public String kind() {
        return "export.sweep";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        run.finish(() -> sql.update("delete from data_export where expires_at < ?", clock.instant()));
    }
}
