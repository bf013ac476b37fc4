package org.crmcontracts.contracts.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.crmcontracts.tenants.isolation.TenantBinding;
import org.crmcontracts.tenants.registry.Tenant;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What it costs to bind a connection to a tenant: one row by its key and a commit, 20 tenants in turn, once with names
 * written out and no binding, once with the binding riding on the statement, once with a round trip of its own.
 */
final class BindingRun {
    private static final int TENANTS = 20;
    private static final int TRANSACTIONS = 4_000;
    private static final int ROUNDS = 5;

    private BindingRun() {}

    private interface Way {
        void once(Connection connection, Tenant tenant) throws SQLException;
    }

    public static void main(String[] args) throws Exception {
        new TestPlatform().launcherSessionOpened(null);
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            tenants.add(TestTenant.create().tenant());
        }
        try (Connection admin = TestPlatform.admin().dataSource().getConnection();
                Connection app = appSource().getConnection()) {
            admin.setAutoCommit(false);
            app.setAutoCommit(false);
            Way qualified = (connection, tenant) ->
                    select(connection, "select seq from " + tenant.schemaName() + ".audit_head where only_row = ?");
            Way riding = (connection, tenant) ->
                    select(TenantBinding.riding(connection, tenant), "select seq from audit_head where only_row = ?");
            Way apart = (connection, tenant) -> {
                TenantBinding.bind(connection, tenant);
                select(connection, "select seq from audit_head where only_row = ?");
            };
            for (int round = 0; round <= ROUNDS; round++) {
                double none = micros(admin, tenants, qualified);
                double rides = micros(app, tenants, riding);
                double own = micros(app, tenants, apart);
                if (round > 0) {
                    System.out.printf(
                            "round %d  no binding %.0f us, riding %.0f us (+%.0f), own round trip %.0f us (+%.0f)%n",
                            round, none, rides, rides - none, own, own - none);
                }
            }
        }
        System.exit(0);
    }

    /** Of the product's login role. */
    static PGSimpleDataSource appSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(System.getProperty("db.app.url"));
        source.setUser(System.getProperty("db.app.user"));
        source.setPassword(System.getProperty("db.app.password"));
        source.setStringType("unspecified");
        return source;
    }

    private static void select(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setBoolean(1, true);
            try (ResultSet row = select.executeQuery()) {
                row.next();
            }
        }
    }

    /** The median of all transactions. */
    private static double micros(Connection connection, List<Tenant> tenants, Way way) throws SQLException {
        double[] taken = new double[TRANSACTIONS];
        for (int i = 0; i < TRANSACTIONS; i++) {
            long began = System.nanoTime();
            way.once(connection, tenants.get(i % TENANTS));
            connection.commit();
            taken[i] = (System.nanoTime() - began) / 1e3;
        }
        Arrays.sort(taken);
        return taken[TRANSACTIONS / 2];
    }
}
