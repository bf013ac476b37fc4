package org.crmcontracts.tenants.isolation;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;

/**
 * Has the pool close a connection for good, after the transaction that it is lent for, once it is old. PostgreSQL keeps
 * what a session learned of each tenant's tables, 0.17 MB a tenant, until the session ends.
 *
 * <p>The server's pools know limits for idle connections and for uses, but none for age.
 */
final class ConnectionAge {
    private static final System.Logger LOG = System.getLogger(ConnectionAge.class.getName());

    private final Clock clock;
    private final Duration least;
    private final Map<Connection, Instant> ends = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param least the age at which a connection may be closed; each has its own limit, half as much more at most, so
     *     that not all are closed at once
     */
    ConnectionAge(Clock clock, Duration least) {
        this.clock = clock;
        this.least = least;
    }

    /** Looks at a connection that the pool has just lent. */
    void consider(DataSource pool, Connection lent) {
        try {
            // com.sun.appserv.jdbc.DataSource, which every pool of the server is; by name, as no library holds it.
            Connection physical = (Connection)
                    pool.getClass().getMethod("getConnection", Connection.class).invoke(pool, lent);
            if (isOld(physical)) {
                pool.getClass()
                        .getMethod("markConnectionAsBad", Connection.class)
                        .invoke(pool, lent);
            }
        } catch (NoSuchMethodException | IllegalAccessException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "a pool of another server: its connections are as old as it lets them",
                    e);
        } catch (InvocationTargetException e) {
            LOG.log(System.Logger.Level.WARNING, "a connection's age is not known", e);
        }
    }

    /** Counted from the first time that the connection is seen here. */
    boolean isOld(Connection physical) {
        Instant now = clock.instant();
        return !now.isBefore(ends.computeIfAbsent(physical, one -> now.plus(limit())));
    }

    private Duration limit() {
        return least.plusMillis(ThreadLocalRandom.current().nextLong(least.toMillis() / 2 + 1));
    }
}
