package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The PostgreSQL servers beside the home cluster: prepares each, and has the server make two connection pools for it
 * before the WAR is deployed, one that takes part in transactions and one that does not.
 */
final class ClusterPools {
    private static final String POOLS = "jdbc/crm-contracts/";
    private static final String UNBOUND_POOLS = "jdbc/crm-contracts-platform/";

    /** The system property that tells the launcher where the server's commands are. */
    static final String COMMANDS = "crm.server.commands";

    private ClusterPools() {}

    /** Sets the properties that the server's pools and the program read, and writes the commands that make the pools. */
    static void prepare() throws IOException {
        List<String> names = Arrays.stream(Services.setting("clusters", "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            return;
        }
        System.setProperty("db.app.derived", String.valueOf(PlatformPreparation.isRoleOurs()));
        List<String> commands = new ArrayList<>();
        for (String name : names) {
            prepare(name);
            commands.add(pool(name, "crm-" + name, "tenants", "", 8));
            commands.add("create-jdbc-resource --connectionpoolid crm-" + name + " " + POOLS + name);
            commands.add(pool(name, "crm-" + name + "-platform", "platform", " --nontransactionalconnections=true", 4));
            commands.add("create-jdbc-resource --connectionpoolid crm-" + name + "-platform " + UNBOUND_POOLS + name);
        }
        Path file = Files.createTempFile("crm-contracts", ".asadmin");
        file.toFile().deleteOnExit();
        Files.write(file, commands);
        System.setProperty(COMMANDS, file.toString());
    }

    private static void prepare(String name) {
        String prefix = "cluster." + name + ".";
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
        System.setProperty(prefix + "pool.url", escaped(app.url()));
        System.setProperty(prefix + "pool.user", escaped(app.user()));
        System.setProperty(prefix + "pool.password", escaped(app.password()));
    }

    // The server puts the value in before it takes the list of properties apart.
    private static String escaped(String value) {
        return value.replaceAll("([\\\\:=])", "\\\\$1");
    }

    // The values stay in the configuration; the file names them only.
    private static String pool(String name, String id, String use, String kind, int most) {
        String value = "${MPCONFIG=cluster." + name + ".";
        return "create-jdbc-connection-pool --datasourceclassname=org.postgresql.ds.PGSimpleDataSource"
                + " --restype=javax.sql.DataSource --steadypoolsize=0 --maxpoolsize=" + most
                + " --maxwait=5000 --idletimeout=600 --isconnectvalidatereq=true --validationmethod=custom-validation"
                + " --validationclassname=org.glassfish.api.jdbc.validation.PostgresConnectionValidation" + kind
                + " --property=url=" + value + "pool.url}:user=" + value + "pool.user}:password=" + value
                + "pool.password}:stringType=unspecified:connectTimeout=5:preparedStatementCacheQueries=2000"
                + ":preparedStatementCacheSizeMiB=8:applicationName=crm-contracts-" + use + " "
                + id;
    }
}
