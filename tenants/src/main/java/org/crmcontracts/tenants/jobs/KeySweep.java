package org.crmcontracts.tenants.jobs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.crmcontracts.tenants.isolation.TenantSql;

/** Forgets answers to commands that nobody repeats any more. */
@ApplicationScoped
public class KeySweep implements JobHandler {
    private static final Duration KEPT = Duration.ofDays(7);

    @Inject
    TenantSql sql;

    @Inject
    Clock clock;

    @Override
    public String kind() {
        return "idempotency.sweep";
    }

    @Override
    public Optional<Duration> everyTenant() {
        return Optional.of(Duration.ofDays(1));
    }

    @Override
    public void run(JobRun run) {
        run.finish(() -> sql.update(
                "delete from idempotency_key where created_at < ?",
                clock.instant().minus(KEPT)));
    }
}
