package org.crmcontracts.contracts.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.registry.Tenant;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What plans cost that are lost between tenants: a transaction of twelve statements over one connection, for one tenant,
 * for many with the same text for all, and for many with a text for each. Counts processor time of the connection's
 * server process and of the calling thread, which a busy machine changes little.
 */
final class PlansRun {
    private static final int TENANTS = Integer.getInteger("bench.tenants", 150);
    private static final int TRANSACTIONS = 3_000;

    private PlansRun() {}

    public static void main(String[] args) throws Exception {
        new TestPlatform().launcherSessionOpened(null);
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(TestTenant.create().tenant());
        }
        List<String> tables = new ArrayList<>();
        try (Connection admin = TestPlatform.admin().dataSource().getConnection();
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "select table_name from information_schema.columns where table_schema = '"
                                + tenants.get(0).schemaName()
                                + "' and column_name = 'id' and data_type = 'uuid' order by 1 limit 11")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        run("one tenant", tenants.subList(0, 1), tables, false, 256);
        run("same text", tenants, tables, false, 256);
        for (int cache : new int[] {256, 500, 1000, 2000}) {
            run("own text, cache " + cache, tenants, tables, true, cache);
        }
        System.exit(0);
    }

    private static void run(String what, List<Tenant> tenants, List<String> tables, boolean own, int cache)
            throws Exception {
        Zipf zipf = new Zipf(tenants.size(), 1);
        PGSimpleDataSource source = BindingRun.appSource();
        source.setPreparedStatementCacheQueries(cache);
        source.setPreparedStatementCacheSizeMiB(64);
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            int pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            for (int i = 0; i < TRANSACTIONS; i++) {
                once(connection, tenants.get(zipf.next(0)), tables, own);
            }
            double server = server(pid);
            long client = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < TRANSACTIONS; i++) {
                once(connection, tenants.get(zipf.next(0)), tables, own);
            }
            System.out.printf(
                    "%s: server %.2f ms, client %.2f ms; server process %d MB%n",
                    what,
                    (server(pid) - server) * 1e3 / TRANSACTIONS,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - client) / 1e6 / TRANSACTIONS,
                    privateKb(pid) / 1000);
        }
    }

    private static void once(Connection connection, Tenant tenant, List<String> tables, boolean own)
            throws SQLException {
        TenantBinding.bind(connection, tenant);
        String tag = own ? "/*" + tenant.roleName() + "*/ " : "";
        for (String table : tables) {
            try (PreparedStatement select = connection.prepareStatement(
                    tag + "select id from " + table + " where id = ? order by id limit 51")) {
                select.setObject(1, tenant.id());
                select.executeQuery().close();
            }
        }
        try (PreparedStatement update =
                connection.prepareStatement(tag + "update audit_head set seq = seq where only_row = ?")) {
            update.setBoolean(1, true);
            update.executeUpdate();
        }
        connection.commit();
    }

    /** Seconds of processor time, as Linux tells them, in hundredths. */
    private static double server(int pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static long privateKb(int pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("RssAnon"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .sum();
    }
}
