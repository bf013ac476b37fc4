package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables as SQL, for people and for other programs; read from the catalog. */
final class TableText {
    private static final String COLUMNS =
            """
        select string_agg(format('    %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
                 case when a.attnotnull then ' not null' else '' end,
                 coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), E',\n' order by a.attnum)
          from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped
        """;

    private static final String CONSTRAINTS =
            """
        select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = ?::regnamespace and conrelid <> 0
            and contype in ('p', 'u', 'c', 'f') order by contype = 'f', conrelid::regclass::text, contype, conname
        """;

    private static final String INDEXES =
            """
        select pg_get_indexdef(i.indexrelid) || ';' from pg_index i join pg_class c on c.oid = i.indexrelid
         where c.relnamespace = ?::regnamespace
           and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u'))
         order by c.relname
        """;

    private TableText() {}

    /** The schema must be the first of the connection's search path. */
    static String of(Connection connection, String schema, List<TableShape> tables) throws SQLException {
        StringBuilder text = new StringBuilder("-- PostgreSQL. The rows are in data/, one file for each table.\n");
        for (TableShape table : tables) {
            text.append("\ncreate table ").append(table.name()).append(" (\n");
            text.append(AdminSql.first(connection, COLUMNS, TableShape.quoted(table.name()))
                    .orElse(""));
            text.append("\n);\n");
        }
        String quoted = TableShape.quoted(schema);
        for (String query : List.of(CONSTRAINTS, INDEXES)) {
            text.append('\n');
            for (String line : AdminSql.column(connection, query, quoted)) {
                // Index definitions always name the schema.
                text.append(line.replace(schema + ".", "")).append('\n');
            }
        }
        return text.toString();
    }
}
