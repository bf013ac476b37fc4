package org.crmcontracts.tenants.provisioning;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of a tenant as the catalog describes it, so that nothing need list the tables by hand.
 *
 * @param columns by name; those that the database computes itself are left out
 * @param key columns of the primary key in its order, empty without one
 */
record TableShape(String name, List<Column> columns, List<String> key) {
    /** The migrations' own table: each place keeps its own. */
    static final String HISTORY = "flyway_schema_history";

    private static final String COLUMNS =
            """
        select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull,
               coalesce((select array_agg(k.attname order by array_position(i.indkey::int2[], k.attnum))
                           from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
                          where i.indrelid = c.oid and i.indisprimary), '{}')::text[]
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         where n.nspname = ? and c.relkind = 'r' order by c.relname collate "C", a.attname collate "C"
        """;

    /**
     * One column.
     *
     * @param type as PostgreSQL writes it, {@code numeric(24,4)}
     */
    record Column(String name, String type, boolean nullable) {}

    TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** The tables of the schema by name, without those of the given names. */
    static List<TableShape> of(Connection connection, String schema, Set<String> without) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, schema);
            List<TableShape> tables = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                String name = "";
                List<Column> columns = new ArrayList<>();
                List<String> key = List.of();
                while (row.next()) {
                    if (!row.getString(1).equals(name)) {
                        add(tables, name, columns, key);
                        name = row.getString(1);
                        columns = new ArrayList<>();
                        key = texts(row.getArray(5));
                    }
                    columns.add(new Column(row.getString(2), row.getString(3), row.getBoolean(4)));
                }
                add(tables, name, columns, key);
            }
            tables.removeIf(table -> without.contains(table.name()));
            return tables;
        }
    }

    private static void add(List<TableShape> tables, String name, List<Column> columns, List<String> key) {
        if (!columns.isEmpty()) {
            tables.add(new TableShape(name, columns, key));
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** The columns' names, quoted and with commas. */
    String columnList() {
        return columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    }

    String keyList() {
        return key.stream().map(TableShape::quoted).collect(Collectors.joining(", "));
    }

    /** The table's name with its schema's, both quoted. */
    String in(String schema) {
        return quoted(schema) + "." + quoted(name);
    }

    /** As PostgreSQL's quote_ident would, but always quoted. */
    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
