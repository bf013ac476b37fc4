package org.crmcontracts.tenants.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.provisioning.TableShape.Column;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;

/**
 * Fills an empty tenant from an archive, all of it or nothing.
 *
 * <p>The archive's audit chain takes the place of the empty tenant's few events; the event of the import follows it and
 * names how many those were and the last one's hash.
 */
@ApplicationScoped
public class TenantImport {
    private static final int BATCH = 200;

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    AuditLog log;

    /** How many rows came in. */
    public record Imported(int tables, long rows) {}

    /**
     * {@code IMPORT_TENANT_NOT_EMPTY}, {@code IMPORT_TOO_NEW}, {@code IMPORT_TABLE_UNKNOWN}, {@code IMPORT_ROW_REFUSED},
     * {@code IMPORT_CHAIN_BROKEN}.
     */
    public Imported run(Tenant tenant, ExportFile file, Actor by) throws IOException {
        ChainReport chain;
        try {
            chain = file.checkChain();
        } catch (IOException e) {
            throw Problem.of(ExitProblem.IMPORT_CHAIN_BROKEN, "seq", 0);
        }
        if (!chain.valid()) {
            throw Problem.of(ExitProblem.IMPORT_CHAIN_BROKEN, "seq", chain.firstInvalid());
        }
        Map<String, Long> fresh = freshRows(tenant);
        try (Connection connection = database.dataSource(tenant.cluster()).getConnection()) {
            RowText.settle(connection);
            AdminSql.execute(
                    connection, "set search_path = " + TableShape.quoted(tenant.schemaName()) + ", pg_catalog");
            connection.setAutoCommit(false);
            Imported imported = run(connection, tenant, file, by, fresh);
            tenants.unsettle(tenant.id());
            connection.commit();
            return imported;
        } catch (SQLException e) {
            throw new IllegalStateException("the import could not be done", e);
        }
    }

    private Imported run(Connection connection, Tenant tenant, ExportFile file, Actor by, Map<String, Long> fresh)
            throws SQLException, IOException {
        List<TableShape> tables = TableShape.of(connection, tenant.schemaName(), ExportTables.OMITTED);
        checkTables(file, tables);
        checkScripts(connection, file);
        String all =
                tables.stream().map(table -> TableShape.quoted(table.name())).collect(Collectors.joining(", "));
        AdminSql.execute(connection, "lock table " + all + " in exclusive mode");
        checkEmpty(connection, tables, fresh);
        String before = AdminSql.first(connection, "select seq || ' ' || hash from audit_head")
                .orElseThrow();
        List<String> back = ForeignKeys.defer(connection, tenant.schemaName());
        for (TableShape table : tables) {
            AdminSql.execute(connection, "delete from " + TableShape.quoted(table.name()));
        }
        long rows = 0;
        for (TableShape table : tables) {
            if (file.tables().contains(table.name())) {
                rows += insert(connection, file, table);
            }
        }
        try {
            ForeignKeys.restore(connection, back);
        } catch (SQLException e) {
            throw refused(e, "?", 0);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("from", file.manifest().tenant().key());
        data.put("exportedAt", file.manifest().createdAt().toString());
        data.put("rows", rows);
        data.put("replacedEvents", before.substring(0, before.indexOf(' ')));
        data.put("replacedHead", before.substring(before.indexOf(' ') + 1));
        log.appendOn(connection, by, "tenant.imported", "tenant", tenant.id(), data);
        return new Imported(file.tables().size(), rows);
    }

    private static void checkTables(ExportFile file, List<TableShape> tables) {
        Set<String> known = tables.stream().map(TableShape::name).collect(Collectors.toSet());
        for (String table : file.tables()) {
            if (!known.contains(table)) {
                throw Problem.of(ExitProblem.IMPORT_TABLE_UNKNOWN, "table", table);
            }
        }
    }

    private static void checkScripts(Connection connection, ExportFile file) throws SQLException {
        Set<String> known = new HashSet<>(AdminSql.column(
                connection, "select version from " + TableShape.HISTORY + " where version is not null and success"));
        if (!known.containsAll(file.manifest().scripts())) {
            throw new Problem(ExitProblem.IMPORT_TOO_NEW);
        }
    }

    /** What a tenant has before anybody used it: as many rows as a schema that is ready for the next one. */
    private Map<String, Long> freshRows(Tenant tenant) {
        Provisioning provisioning = database.provisioning(tenant.cluster());
        Optional<String> ready = spare(provisioning);
        if (ready.isEmpty()) {
            new SpareSchemas(provisioning).addOne();
            ready = spare(provisioning);
        }
        String spare = ready.orElseThrow();
        return provisioning.work(connection -> {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (TableShape table : TableShape.of(connection, spare, ExportTables.OMITTED)) {
                rows.put(table.name(), count(connection, table.in(spare)));
            }
            return rows;
        });
    }

    private static Optional<String> spare(Provisioning provisioning) {
        return provisioning.work(connection -> AdminSql.first(
                connection, "select name from platform.spare_schema where ready order by created_at desc limit 1"));
    }

    private static void checkEmpty(Connection connection, List<TableShape> tables, Map<String, Long> fresh)
            throws SQLException {
        for (TableShape table : tables) {
            if (!ExportTables.INCIDENTAL.contains(table.name())
                    && count(connection, TableShape.quoted(table.name())) != fresh.getOrDefault(table.name(), 0L)) {
                throw Problem.of(ExitProblem.IMPORT_TENANT_NOT_EMPTY, "table", table.name());
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        return Long.parseLong(
                AdminSql.first(connection, "select count(*) from " + table).orElseThrow());
    }

    private static long insert(Connection connection, ExportFile file, TableShape table)
            throws SQLException, IOException {
        String marks =
                table.columns().stream().map(column -> "?::" + column.type()).collect(Collectors.joining(", "));
        long[] done = {0};
        try (PreparedStatement insert = connection.prepareStatement("insert into " + TableShape.quoted(table.name())
                + " (" + table.columnList() + ") overriding system value values (" + marks + ")")) {
            file.eachRow(table.name(), row -> {
                done[0]++;
                checkColumns(table, row, done[0]);
                for (int i = 0; i < table.columns().size(); i++) {
                    bind(insert, i + 1, table.columns().get(i), row, file, table, done[0]);
                }
                insert.addBatch();
                if (done[0] % BATCH == 0) {
                    execute(insert, table, done[0]);
                }
            });
            execute(insert, table, done[0]);
        }
        return done[0];
    }

    private static void execute(PreparedStatement insert, TableShape table, long row) throws SQLException {
        try {
            insert.executeBatch();
        } catch (SQLException e) {
            throw refused(e, table.name(), row);
        }
    }

    /** What the database says of bad data is the sender's fault; anything else is ours. Class 22 is data, 23 a constraint. */
    private static RuntimeException refused(SQLException e, String table, long row) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23")
                ? Problem.of(ExitProblem.IMPORT_ROW_REFUSED, "table", table, "row", row)
                : new IllegalStateException("the import could not be done", e);
    }

    private static void checkColumns(TableShape table, ObjectNode row, long number) {
        Set<String> known = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw Problem.of(ExitProblem.IMPORT_ROW_REFUSED, "table", table.name(), "row", number);
            }
        }
    }

    private static void bind(
            PreparedStatement insert,
            int index,
            Column column,
            ObjectNode row,
            ExportFile file,
            TableShape table,
            long number)
            throws SQLException, IOException {
        JsonNode value = row.path(column.name());
        if (ExportTables.isSecret(column)) {
            // No text opens: whoever needs the secret learns that it must be entered again.
            insert.setString(index, column.nullable() ? null : "");
        } else if (value.isMissingNode() || value.isNull()) {
            insert.setString(index, null);
        } else if (value.isContainerNode()) {
            throw Problem.of(ExitProblem.IMPORT_ROW_REFUSED, "table", table.name(), "row", number);
        } else if (ExportTables.isFile(column)) {
            byte[] bytes = file.file(value.asText());
            if (bytes == null) {
                throw Problem.of(ExitProblem.IMPORT_ROW_REFUSED, "table", table.name(), "row", number);
            }
            insert.setBytes(index, bytes);
        } else {
            insert.setString(index, value.asText());
        }
    }
}
