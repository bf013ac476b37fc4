package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crmcontracts.tenants.registry.NamedPools;

/**
 * Has the server make its connection pools before the WAR is deployed: those of the home cluster's tenants, and two for
 * each PostgreSQL server beside it, which it prepares, one that takes part in transactions and one that does not.
 */
public final class ClusterPools {
    /** Among how many pools the home cluster's tenants are shared out, so that a connection knows fewer tenants' tables. */
    private static final String HOME_COUNT = "db.app.pools";

    private static final int MOST_HOME_POOLS = 64;

    private static final int HOME_POOL_SIZE = 4;

    /** A server beside the home cluster may stop by itself: its tenants are refused soon, and served again when it is back. */
    private static final String DOUBTED =
            " --maxwait=5000 --isconnectvalidatereq=true --validationmethod=custom-validation"
                    + " --validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation";

    /** The system property that tells the launcher where the server's commands are. */
    static final String COMMANDS = "crm.server.commands";

    private ClusterPools() {}

    /**
     * Sets the properties that the server's pools and the program read, and writes the commands that make the pools.
     *
     * @param home the login role on the home cluster
     */
    public static void prepare(DatabaseAccess home) throws IOException {
        List<String> names = Arrays.stream(Services.setting("clusters", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<String> commands = new ArrayList<>();
        if (!names.isEmpty()) {
            System.setProperty("db.app.derived", String.valueOf(PlatformPreparation.isRoleOurs()));
        }
        for (String name : names) {
            String prefix = "cluster." + name + ".";
            prepare(name, prefix);
            commands.addAll(pool("crm-" + name, prefix, "tenants", DOUBTED, 8, NamedPools.tenants(name)));
            commands.addAll(pool(
                    "crm-" + name + "-platform",
                    prefix,
                    "platform",
                    DOUBTED + " --nontransactionalconnections=true",
                    4,
                    NamedPools.platform(name)));
        }
        int pools = homePools();
        System.setProperty(HOME_COUNT, String.valueOf(pools));
        pooled("db.app.", home);
        for (int i = 0; i < pools; i++) {
            commands.addAll(pool("crm-home-" + i, "db.app.", "tenants", "", HOME_POOL_SIZE, NamedPools.home(i)));
        }
        Path file = Files.createTempFile("crm-contracts", ".asadmin");
        file.toFile().deleteOnExit();
        Files.write(file, commands);
        System.setProperty(COMMANDS, file.toString());
    }

    private static int homePools() {
        String count = Services.setting(HOME_COUNT, Services.setting("DB_APP_POOLS", "8"));
        if (!count.matches("[1-9][0-9]?") || Integer.parseInt(count) > MOST_HOME_POOLS) {
            throw new IllegalArgumentException(
                    HOME_COUNT + " is not a number from 1 to " + MOST_HOME_POOLS + ": " + count);
        }
        return Integer.parseInt(count);
    }

    private static void prepare(String name, String prefix) {
        DatabaseAccess admin = new DatabaseAccess(
                Services.setting(prefix + "url", ""),
                Services.setting(prefix + "admin.user", ""),
                Services.setting(prefix + "admin.password", ""));
        DatabaseAccess app = PlatformPreparation.expected(admin);
        try {
            PlatformPreparation.prepare(admin);
        } catch (RuntimeException e) {
            System.err.println(
                    "The cluster " + name + " is not there; its tenants wait until it is: " + e.getMessage());
        }
        System.setProperty(prefix + "url", admin.url());
        System.setProperty(prefix + "admin.user", admin.user());
        System.setProperty(prefix + "admin.password", admin.password());
        System.setProperty(prefix + "app.user", app.user());
        System.setProperty(prefix + "app.password", app.password());
        pooled(prefix, app);
    }

    private static void pooled(String prefix, DatabaseAccess app) {
        System.setProperty(prefix + "pool.url", escaped(app.url()));
        System.setProperty(prefix + "pool.user", escaped(app.user()));
        System.setProperty(prefix + "pool.password", escaped(app.password()));
    }

    // The server puts the value in before it takes the list of properties apart.
    private static String escaped(String value) {
        return value.replaceAll("([\\\\:=])", "\\\\$1");
    }

    // The values stay in the configuration; the file names them only. Statements are kept for some hundred tenants, as
    // each has its own text of one (TenantBinding), but no more than 8 MiB of them.
    private static List<String> pool(String id, String prefix, String use, String kind, int most, String resource) {
        String value = "${MPCONFIG=" + prefix;
        return List.of(
                "create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource"
                        + " --restype=javax.sql.DataSource --steadypoolsize=0 --maxpoolsize=" + most
                        + " --idletimeout=600" + kind
                        + " --property=url=" + value + "pool.url}:user=" + value + "pool.user}:password=" + value
                        + "pool.password}:stringType=unspecified:connectTimeout=5:preparedStatementCacheQueries=2000"
                        + ":preparedStatementCacheSizeMiB=8:prepareThreshold=1:applicationName=crm-contracts-" + use
                        + " " + id,
                "create-jdbc-resource --connectionpoolid " + id + " " + resource);
    }
}
