package org.crmcontracts.tenants.registry;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * The connection pools that the launcher has the server make, under the names that both of them use. A pool is looked up
 * once: the server makes a data source anew at each look-up.
 */
public final class NamedPools {
    /**
     * Asks Payara for the kind of pool that it hands to a persistence provider. Any other one takes the transaction to
     * join from the call that the thread is in and not from the thread, so a transaction that begins inside another
     * one would be given the connection of the outer one, and its end would end both. (Payara 6.2025.10,
     * ConnectorsUtil.deriveJndiName and the transactions of ResourceManagerImpl and SystemResourceManagerImpl.)
     */
    private static final Map<String, String> OF_PERSISTENCE =
            Map.of("com.sun.enterprise.connectors.jndisuffix", "__pm");

    private static final Map<Wanted, DataSource> FOUND = new ConcurrentHashMap<>();

    private record Wanted(String name, Map<String, String> kind) {}

    private NamedPools() {}

    /** One of the pools that the home cluster's tenants are shared out among, from 0. */
    public static String home(int index) {
        return "jdbc/crm-contracts-home/" + index;
    }

    /** The pool for tenants' transactions on a cluster beside the home cluster. */
    public static String tenants(String cluster) {
        return "jdbc/crm-contracts/" + cluster;
    }

    /** The pool of such a cluster whose connections are bound to no tenant. */
    public static String platform(String cluster) {
        return "jdbc/crm-contracts-platform/" + cluster;
    }

    /** A pool whose connections take part in the transaction that the thread is in, however deep it stands. */
    public static DataSource transactional(String name) {
        return FOUND.computeIfAbsent(new Wanted(name, OF_PERSISTENCE), NamedPools::find);
    }

    /** A pool whose connections take part in no transaction. */
    static DataSource unbound(String name) {
        return FOUND.computeIfAbsent(new Wanted(name, Map.of()), NamedPools::find);
    }

    // Names are made of checked words of the configuration; naming takes no other kind of map.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static DataSource find(Wanted wanted) {
        try {
            return (DataSource) new InitialContext(new Hashtable<>(wanted.kind())).lookup(wanted.name());
        } catch (NamingException e) {
            throw new IllegalStateException("the server has no pool " + wanted.name(), e);
        }
    }
}
