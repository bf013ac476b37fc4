package org.crmcontracts.tenants.registry;

import java.util.Hashtable;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** The connection pools that the server has under a name; names come from checked words of the configuration only. */
public final class NamedPools {
    /**
     * Asks Payara for the kind of pool that it hands to a persistence provider. Any other one takes the transaction to
     * join from the call that the thread is in and not from the thread, so a transaction that begins inside another
     * one would be given the connection of the outer one, and its end would end both. (Payara 6.2025.10,
     * ConnectorsUtil.deriveJndiName and the transactions of ResourceManagerImpl and SystemResourceManagerImpl.)
     */
    private static final String KIND = "com.sun.enterprise.connectors.jndisuffix";

    private static final String OF_PERSISTENCE = "__pm";

    private NamedPools() {}

    /** A pool whose connections take part in the transaction that the thread is in, however deep it stands. */
    @SuppressWarnings("JdkObsolete") // naming takes no other kind of map
    public static DataSource transactional(String name) {
        Hashtable<String, String> kind = new Hashtable<>();
        kind.put(KIND, OF_PERSISTENCE);
        return find(name, kind);
    }

    /** A pool whose connections take part in no transaction. */
    @SuppressWarnings("JdkObsolete")
    static DataSource find(String name) {
        return find(name, new Hashtable<>());
    }

    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private static DataSource find(String name, Hashtable<String, String> environment) {
        try {
            return (DataSource) new InitialContext(environment).lookup(name);
        } catch (NamingException e) {
            throw new IllegalStateException("the server has no pool " + name, e);
        }
    }
}
