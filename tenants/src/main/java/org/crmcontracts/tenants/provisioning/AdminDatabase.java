package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.crmcontracts.tenants.registry.Clusters;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases as their administrators see them; for provisioning and migrations, never for requests of tenants. */
@ApplicationScoped
public class AdminDatabase {
    private static final int CONNECT_SECONDS = 5;

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

    /** The home cluster's, which holds the registry. */
    DataSource dataSource() {
        return dataSource(Clusters.HOME);
    }

    /** Opens a new connection each time: administration is rare. */
    DataSource dataSource(String cluster) {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        boolean home = cluster.equals(Clusters.HOME);
        admin.setUrl(home ? url : setting(cluster, "url"));
        admin.setUser(home ? user : setting(cluster, "admin.user"));
        admin.setPassword((home ? password : setting(cluster, "admin.password")).strip());
        admin.setConnectTimeout(CONNECT_SECONDS);
        return admin;
    }

    public Provisioning provisioning() {
        return provisioning(Clusters.HOME);
    }

    public Provisioning provisioning(String cluster) {
        return new Provisioning(dataSource(cluster), appRole);
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
