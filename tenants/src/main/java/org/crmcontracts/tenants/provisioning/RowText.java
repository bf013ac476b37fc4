package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Makes every server write a value as the same text, and no text that loses anything. */
final class RowText {
    private static final List<String> SETTINGS = List.of(
            "set timezone = 'UTC'",
            "set datestyle = 'ISO, YMD'",
            "set intervalstyle = 'postgres'",
            "set extra_float_digits = 1",
            "set bytea_output = 'hex'",
            "set search_path = pg_catalog",
            "set lock_timeout = '5s'");

    private RowText() {}

    static void settle(Connection connection) throws SQLException {
        for (String setting : SETTINGS) {
            AdminSql.execute(connection, setting);
        }
    }
}
