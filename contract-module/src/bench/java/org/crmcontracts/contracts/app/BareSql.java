package org.crmcontracts.contracts.app;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The statements of the product's requests by JDBC alone: what the database makes the request cost at least. */
final class BareSql {
    private static final Map<String, List<String>> COLUMNS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger(1_000_000);

    private BareSql() {}

    /** A connection in the tenant's schema, without auto-commit; the caller closes it. */
    static Connection open(TestTenant tenant) throws SQLException {
        Connection connection = TestPlatform.admin().dataSource().getConnection();
        connection.setAutoCommit(false);
        return bind(connection, tenant);
    }

    private static Connection bind(Connection connection, TestTenant tenant) throws SQLException {
        run(
                connection,
                "select set_config('search_path', ?, false)",
                tenant.tenant().schemaName());
        return connection;
    }

    /** Copies the contract until there are {@code count}. */
    static void fill(TestTenant tenant, String first, int count) throws SQLException {
        try (Connection connection = open(tenant);
                Statement statement = connection.createStatement()) {
            run(
                    connection,
                    copy(
                            connection,
                            "contract",
                            Map.of(
                                    "id", "gen_random_uuid()",
                                    "number", "'B-' || n",
                                    "updated_at", "now() - random() * interval '300 days'"),
                            "generate_series(2, " + count + ") n"),
                    UUID.fromString(first));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("analyze contract");
        }
    }

    /** A page of 50 and whether there is more, of those that belong to one person. */
    static void list(Connection connection) throws SQLException {
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(
                "select * from contract where owner_id = ? order by updated_at desc, id desc limit 51")) {
            statement.setString(1, "sales");
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows += result.getString(1).isEmpty() ? 0 : 1;
                }
            }
        }
        connection.commit();
        if (rows != 51) {
            throw new IllegalStateException("Not a page and one: " + rows);
        }
    }

    /** One contract as a request creates it: binding, repeat key, number, row, audit event and the chain's head. */
    static void create(Connection connection, TestTenant tenant, String first) throws SQLException {
        int next = NEXT.incrementAndGet();
        bind(connection, tenant);
        String key = "bench-" + next;
        run(
                connection,
                "insert into idempotency_key values (?, 'bench', 'hash', null, now()) on conflict do nothing",
                key);
        run(connection, "select * from customer where id = (select customer_id from contract where id = ?)", id(first));
        run(connection, "update number_counter set last = last + 1 where kind = ? returning last", "CONTRACT");
        run(
                connection,
                copy(
                        connection,
                        "contract",
                        Map.of("id", "gen_random_uuid()", "number", "'B-" + next + "'", "updated_at", "now()"),
                        "(values (1)) v"),
                id(first));
        run(connection, "select seq, hash from audit_head where only_row = ? for update", true);
        run(
                connection,
                copy(
                        connection,
                        "audit_event",
                        Map.of("id", "gen_random_uuid()", "seq", "(select seq + 1 from audit_head)"),
                        "(values (1)) v",
                        "subject_id"),
                id(first));
        run(connection, "update audit_head set seq = seq + 1 where only_row = ?", true);
        run(connection, "update idempotency_key set answer = repeat('x', 2000) where key = ?", key);
        connection.commit();
    }

    private static UUID id(String text) {
        return UUID.fromString(text);
    }

    private static String copy(Connection connection, String table, Map<String, String> instead, String from)
            throws SQLException {
        return copy(connection, table, instead, from, "id");
    }

    /** Copies one row of the table; the columns come from the catalogue, once. */
    private static String copy(
            Connection connection, String table, Map<String, String> instead, String from, String where)
            throws SQLException {
        List<String> columns = COLUMNS.get(table);
        if (columns == null) {
            columns = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select attname from pg_attribute where attrelid = '"
                            + table + "'::regclass and attnum > 0 and not attisdropped")) {
                while (result.next()) {
                    columns.add(result.getString(1));
                }
            }
            COLUMNS.put(table, columns);
        }
        String values = columns.stream()
                .map(column -> instead.getOrDefault(column, "c." + column))
                .collect(Collectors.joining(", "));
        return "insert into " + table + " (" + String.join(", ", columns) + ") select " + values
                + " from (select * from " + table + " where " + where + " = ? limit 1) c, " + from;
    }

    private static void run(Connection connection, String sql, Object parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, parameter);
            statement.execute();
        }
    }
}
