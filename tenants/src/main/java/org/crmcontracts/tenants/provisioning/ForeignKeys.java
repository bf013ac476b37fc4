package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Lets rows of a schema be written table by table, and not in the order of their references. */
final class ForeignKeys {
    private ForeignKeys() {}

    /**
     * Has every reference of the schema checked at the end of the transaction only.
     *
     * @return statements that take this back
     */
    static List<String> defer(Connection connection, String schema) throws SQLException {
        List<String> back = alterations(connection, schema, "not deferrable");
        for (String alter : alterations(connection, schema, "deferrable initially deferred")) {
            AdminSql.execute(connection, alter);
        }
        AdminSql.execute(connection, "set constraints all deferred");
        return back;
    }

    /** Checks every reference now, and makes them as they were. */
    static void restore(Connection connection, List<String> back) throws SQLException {
        AdminSql.execute(connection, "set constraints all immediate");
        for (String alter : back) {
            AdminSql.execute(connection, alter);
        }
    }

    /** Statements for the foreign keys that are not deferrable. */
    static List<String> alterations(Connection connection, String schema, String be) throws SQLException {
        return AdminSql.column(
                connection,
                "select format('alter table %s alter constraint %I " + be + "', conrelid::regclass, conname)"
                        + " from pg_constraint where contype = 'f' and connamespace = ?::regnamespace"
                        + " and not condeferrable order by conrelid, conname",
                TableShape.quoted(schema));
    }
}
