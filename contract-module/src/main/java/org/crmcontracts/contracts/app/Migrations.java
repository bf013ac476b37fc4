package org.crmcontracts.contracts.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.crmcontracts.connectors.sync.SyncTicker;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Brings the platform and every tenant's schema up to date after start, beside the running server.
 *
 * <p>A tenant whose migration fails is logged and left; the others go on.
 */
@ApplicationScoped
public class Migrations {
    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    /** How far the migrations have come; the readiness check reports it. */
    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    @Inject
    @ConfigProperty(name = "DB_URL")
    private String url;

    @Inject
    @ConfigProperty(name = "DB_USER")
    private String user;

    @Inject
    @ConfigProperty(name = "DB_PASSWORD", defaultValue = " ")
    private String password;

    @Inject
    @ConfigProperty(name = "db.app.user")
    private String appRole;

    @Resource
    private ManagedExecutorService executor;

    @Inject
    private SyncTicker ticker;

    private volatile State state = State.RUNNING;

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        executor.submit(this::run);
    }

    /** Where the migrations stand. */
    public State state() {
        return state;
    }

    private void run() {
        try {
            PGSimpleDataSource admin = new PGSimpleDataSource();
            admin.setUrl(url);
            admin.setUser(user);
            admin.setPassword(password.strip());
            Provisioning provisioning = new Provisioning(admin, appRole);
            provisioning.migratePlatform();
            int failed = provisioning.migrateAll();
            if (failed > 0) {
                LOG.log(Level.ERROR, "{0} tenants could not be migrated", failed);
            }
            ticker.start();
            state = State.DONE;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The platform schema could not be migrated", e);
            state = State.FAILED;
        }
    }
}
