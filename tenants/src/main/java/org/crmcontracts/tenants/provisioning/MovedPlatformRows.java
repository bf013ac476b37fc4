package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/**
 * What a tenant wrote into the platform's tables of its cluster, such as its waiting jobs: every table of the platform
 * with a column {@code tenant_role}.
 *
 * <p>Taken over after the switch. Killed between the two commits, a row may come twice, as a job may run twice.
 */
final class MovedPlatformRows {
    private static final String PLATFORM = "platform";
    private static final String OWNER = "tenant_role";

    private MovedPlatformRows() {}

    static void move(DataSource from, DataSource to, String role) throws SQLException {
        try (Connection source = from.getConnection();
                Connection target = to.getConnection()) {
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            for (TableShape table : of(source)) {
                move(source, target, table, role);
            }
            target.commit();
            source.commit();
        }
    }

    /** Deletes the tenant's rows in the running transaction. */
    static void delete(Connection connection, String role) throws SQLException {
        for (TableShape table : of(connection)) {
            AdminSql.update(connection, "delete from " + table.in(PLATFORM) + " where " + OWNER + " = ?", role);
        }
    }

    private static List<TableShape> of(Connection connection) throws SQLException {
        return TableShape.of(connection, PLATFORM, Set.of()).stream()
                .filter(table -> table.columns().stream()
                        .anyMatch(column -> column.name().equals(OWNER)))
                .toList();
    }

    // Numbers that each cluster gives out itself are given anew.
    private static void move(Connection source, Connection target, TableShape table, String role) throws SQLException {
        Set<String> own = new HashSet<>(AdminSql.column(
                source,
                "select attname from pg_attribute where attrelid = ?::regclass and attidentity <> ''",
                table.in(PLATFORM)));
        List<String> columns = table.columns().stream()
                .map(TableShape.Column::name)
                .filter(name -> !own.contains(name))
                .map(TableShape::quoted)
                .toList();
        String list = String.join(", ", columns);
        String marks = IntStream.range(0, columns.size())
                .mapToObj(i -> table.columns().stream()
                        .filter(column -> TableShape.quoted(column.name()).equals(columns.get(i)))
                        .map(column -> "?::" + column.type())
                        .findFirst()
                        .orElseThrow())
                .collect(Collectors.joining(", "));
        List<List<String>> rows = new ArrayList<>();
        String texts = columns.stream().map(column -> column + "::text").collect(Collectors.joining(", "));
        try (PreparedStatement take = source.prepareStatement(
                "delete from " + table.in(PLATFORM) + " where " + OWNER + " = ? returning " + texts)) {
            take.setString(1, role);
            try (ResultSet row = take.executeQuery()) {
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(values);
                }
            }
        }
        for (List<String> values : rows) {
            AdminSql.update(
                    target,
                    "insert into " + table.in(PLATFORM) + " (" + list + ") values (" + marks
                            + ") on conflict do nothing",
                    values.toArray());
        }
    }
}
