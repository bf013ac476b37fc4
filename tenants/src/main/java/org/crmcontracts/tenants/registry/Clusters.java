package org.crmcontracts.tenants.registry;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The PostgreSQL servers that hold tenants. The registry itself stands on the home cluster; every cluster has a
 * {@code platform} schema for what its tenants write beside their own tables, such as jobs.
 */
@ApplicationScoped
public class Clusters {
    /** The cluster that is always there and holds the registry. */
    public static final String HOME = "home";

    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final int PATIENCE_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/platform")
    DataSource home;

    @Inject
    @ConfigProperty(name = "clusters")
    Optional<String> others = Optional.empty();

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();
    private final ShortMemory<String, Boolean> pulse;

    public Clusters() {
        this(Clock.systemUTC());
    }

    Clusters(Clock clock) {
        pulse = new ShortMemory<>(clock, PULSE);
    }

    /** All clusters, the home cluster first. */
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of(HOME));
        others.ifPresent(named -> Arrays.stream(named.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(names::add));
        for (String name : names) {
            if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
                throw new IllegalStateException("not the name of a cluster: " + name);
            }
        }
        return names;
    }

    /** Connections of the server's login role that take part in no transaction and are bound to no tenant. */
    public DataSource unbound(String cluster) {
        return cluster.equals(HOME) ? home : NamedPools.unbound(NamedPools.platform(known(cluster)));
    }

    /** Connections that take part in the running transaction; of each cluster but the home cluster. */
    public DataSource transactional(String cluster) {
        return NamedPools.transactional(NamedPools.tenants(known(cluster)));
    }

    private String known(String cluster) {
        if (cluster.equals(HOME) || !names().contains(cluster)) {
            throw new IllegalArgumentException("no cluster " + cluster);
        }
        return cluster;
    }

    /** Serves the cluster's tenants from now on, as its tables are those that the program expects. */
    public void admit(String cluster) {
        admitted.add(cluster);
    }

    /** Whether tenants of the cluster can be served: its tables are up to date and it answered in the last 2 s. */
    public boolean isReady(String cluster) {
        return admitted.contains(cluster) && answers(cluster);
    }

    /** Whether the cluster answered within the last 2 s. */
    public boolean answers(String cluster) {
        return pulse.get(cluster, this::ask);
    }

    /**
     * To be told of a connection that was refused or broke: a good answer that is remembered is not believed any more
     * and the cluster is asked at once. It stays up if it answers, as with a pool that was merely used up.
     */
    public void doubt(String cluster) {
        if (answers(cluster)) {
            pulse.renew(cluster, this::ask);
        }
    }

    private boolean ask(String cluster) {
        try (Connection connection = unbound(cluster).getConnection()) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException | IllegalStateException e) {
            return false;
        }
    }
}
