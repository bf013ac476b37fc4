package org.crmcontracts.tenants.provisioning;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Clusters;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases as their administrators see them; for provisioning and migrations, never for requests of tenants. */
@ApplicationScoped
public class AdminDatabase {
    private static final int CONNECT_SECONDS = 5;
    private static final int MOST_KEPT = 8;
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    @ConfigProperty(name = "DB_URL")
    String url;

    @Inject
    @ConfigProperty(name = "DB_USER")
    String user;

    @Inject
    @ConfigProperty(name = "DB_PASSWORD", defaultValue = " ")
    String password;

    @Inject
    @ConfigProperty(name = "db.app.user")
    String appRole;

    @Inject
    Config config;

    /** Each has read the scripts once. */
    private final Map<String, Provisioning> builders = new ConcurrentHashMap<>();

    private final Map<String, HikariDataSource> kept = new ConcurrentHashMap<>();

    /** The home cluster's, which holds the registry. */
    DataSource dataSource() {
        return dataSource(Clusters.HOME);
    }

    /**
     * Opens a new connection each time: for building and migrating, which leave locks, settings and a large catalogue
     * cache behind in a session.
     */
    DataSource dataSource(String cluster) {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        boolean home = cluster.equals(Clusters.HOME);
        admin.setUrl(home ? url : setting(cluster, "url"));
        admin.setUser(home ? user : setting(cluster, "admin.user"));
        admin.setPassword((home ? password : setting(cluster, "admin.password")).strip());
        admin.setConnectTimeout(CONNECT_SECONDS);
        return admin;
    }

    /**
     * The registry over connections that are kept for a minute: for short transactions that leave nothing behind in the
     * session. Never for one that waits for another of its kind while it holds one.
     */
    Provisioning registry() {
        return place(Clusters.HOME);
    }

    /** As {@link #registry}, of any cluster. */
    Provisioning place(String cluster) {
        return new Provisioning(kept.computeIfAbsent(cluster, this::keep), appRole);
    }

    private HikariDataSource keep(String cluster) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("admin-" + cluster);
        pool.setDataSource(dataSource(cluster));
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(MOST_KEPT);
        pool.setIdleTimeout(IDLE.toMillis());
        pool.setMaxLifetime(OLDEST.toMillis());
        pool.setConnectionTimeout(PATIENCE.toMillis());
        // A cluster that is down must not keep this from being made.
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }

    @PreDestroy
    void close() {
        kept.values().forEach(HikariDataSource::close);
    }

    public Provisioning provisioning() {
        return provisioning(Clusters.HOME);
    }

    public Provisioning provisioning(String cluster) {
        return builders.computeIfAbsent(cluster, name -> new Provisioning(dataSource(name), appRole));
    }

    /** Makes the server's login role on a cluster that was down when the launcher would have made it. */
    public void ensureAppRole(String cluster) {
        if (config.getOptionalValue("db.app.derived", Boolean.class).orElse(false)) {
            provisioning(cluster).ensureAppRole(setting(cluster, "app.password"));
        }
    }

    private String setting(String cluster, String name) {
        return config.getOptionalValue("cluster." + cluster + "." + name, String.class)
                .orElse("");
    }
}
