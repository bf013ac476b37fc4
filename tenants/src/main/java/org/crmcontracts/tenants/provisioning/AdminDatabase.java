package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** The database as its administrator sees it; for provisioning and migrations, never for requests of tenants. */
@ApplicationScoped
public class AdminDatabase {
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

    /** Opens a new connection each time: administration is rare. */
    DataSource dataSource() {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        admin.setUrl(url);
        admin.setUser(user);
        admin.setPassword(password.strip());
        return admin;
    }

    public Provisioning provisioning() {
        return new Provisioning(dataSource(), appRole);
    }
}
