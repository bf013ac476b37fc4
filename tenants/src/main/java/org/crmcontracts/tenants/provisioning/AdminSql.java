package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statements of an administrator: identifiers are quoted by PostgreSQL itself, values are bound. */
final class AdminSql {
    private AdminSql() {}

    static String quoted(Connection connection, String identifier) throws SQLException {
        return named(connection, "%I", identifier);
    }

    static String named(Connection connection, String statement, String identifier) throws SQLException {
        return text(connection, "select format(?, ?)", statement, identifier);
    }

    static String text(Connection connection, String sql, String... arguments) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    static boolean exists(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                update.setObject(i + 1, arguments[i]);
            }
            return update.executeUpdate();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the statement's first row. */
    static Optional<String> first(Connection connection, String sql, Object... arguments) throws SQLException {
        return column(connection, sql, arguments).stream().findFirst();
    }

    /** The first column of all rows. */
    static List<String> column(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                select.setObject(i + 1, arguments[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}
