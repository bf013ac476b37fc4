package org.crmcontracts.tenants.registry;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;

/**
 * The PostgreSQL servers that hold tenants. The registry itself stands on the home cluster; every cluster has a
 * {@code platform} schema for what its tenants write beside their own tables, such as jobs.
 */
@ApplicationScoped
public class Clusters {
    /** The cluster that is always there and holds the registry. */
    public static final String HOME = "home";

    @Resource(lookup = "java:app/jdbc/platform")
    DataSource home;

    /** All clusters, the home cluster first. */
    public List<String> names() {
        return List.of(HOME);
    }

    /** Connections of the server's login role that take part in no transaction and are bound to no tenant. */
    public DataSource unbound(String cluster) {
        if (!cluster.equals(HOME)) {
            throw new IllegalArgumentException("no cluster " + cluster);
        }
        return home;
    }
}
