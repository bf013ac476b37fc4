package org.crmcontracts.connectors.sync;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Pulls every connection that is due, by the platform's schedule; several nodes share the work. */
@ApplicationScoped
public class SyncTicker {
    private static final System.Logger LOG = System.getLogger(SyncTicker.class.getName());
    private static final int BATCH = 20;
    private static final int LOOK_EVERY_SECONDS = 15;

    @Resource
    ManagedScheduledExecutorService executor;

    @Resource(lookup = "java:app/jdbc/platform")
    DataSource platform;

    @Inject
    Tenants tenants;

    @Inject
    Pulling pulling;

    @Inject
    @ConfigProperty(name = "sync.interval-seconds", defaultValue = "300")
    int intervalSeconds;

    private record Due(UUID tenant, UUID connection) {}

    /**
     * Begins to look for due connections. Called once the schemas are up to date; not an observer of the start, as
     * beans of a library cannot have resources injected so early.
     */
    public void start() {
        if (intervalSeconds > 0) {
            executor.scheduleWithFixedDelay(this::tick, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Puts a connection on the schedule; the first pull is the caller's. */
    public void schedule(UUID tenant, UUID connection) {
        try (Connection to = platform.getConnection();
                PreparedStatement insert =
                        to.prepareStatement("insert into platform.sync_schedule (tenant_id, connection_id, next_at)"
                                + " values (?, ?, now() + make_interval(secs => ?)) on conflict do nothing")) {
            insert.setObject(1, tenant);
            insert.setObject(2, connection);
            insert.setDouble(3, Math.max(intervalSeconds, 60));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the connection could not be scheduled", e);
        }
    }

    private void tick() {
        try {
            for (Due due : claim()) {
                pull(due);
            }
        } catch (SQLException | RuntimeException e) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.ERROR, "the sync schedule could not be read", e);
        }
    }

    private void pull(Due due) {
        try {
            tenants.byId(due.tenant()).ifPresent(tenant -> pulling.pull(tenant, due.connection()));
        } catch (Problem e) {
            LOG.log(System.Logger.Level.DEBUG, "connection {0} was not pulled: {1}", due.connection(), e.code());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "connection " + due.connection() + " was not pulled", e);
        }
    }

    private List<Due> claim() throws SQLException {
        List<Due> due = new ArrayList<>();
        try (Connection to = platform.getConnection();
                PreparedStatement claim = to.prepareStatement(
                        """
                        update platform.sync_schedule s set next_at = now() + make_interval(secs => ?)
                          from (select tenant_id, connection_id from platform.sync_schedule where next_at <= now()
                                 order by next_at limit ? for update skip locked) d
                         where s.tenant_id = d.tenant_id and s.connection_id = d.connection_id
                        returning s.tenant_id, s.connection_id
                        """)) {
            claim.setDouble(1, intervalSeconds);
            claim.setInt(2, BATCH);
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
                }
            }
        }
        return due;
    }
}
