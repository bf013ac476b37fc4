package org.crmcontracts.tenants.provisioning;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.registry.Tenant;

/**
 * Writes everything of a tenant into an archive, from one snapshot of the database; keeps one row at a time in memory.
 * The same rows always give the same bytes.
 */
final class ExportWriter {
    private static final int ROWS_AT_ONCE = 500;

    private final Connection source;
    private final Tenant tenant;
    private final List<TableShape> tables;
    private final List<ExportManifest.Entry> entries = new ArrayList<>();

    /** The connection is the administrator's, has no transaction and is used for nothing else. */
    ExportWriter(Connection source, Tenant tenant) throws SQLException {
        this.source = source;
        this.tenant = tenant;
        RowText.settle(source);
        AdminSql.execute(source, "set search_path = " + TableShape.quoted(tenant.schemaName()) + ", pg_catalog");
        source.setAutoCommit(false);
        source.setReadOnly(true);
        source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        tables = TableShape.of(source, tenant.schemaName(), ExportTables.OMITTED);
    }

    void write(OutputStream out, Instant now, IntConsumer percent) throws SQLException, IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            text(zip, "README.txt", resource("export-readme.txt"));
            text(zip, "schema.sql", TableText.of(source, tenant.schemaName(), tables));
            int done = 0;
            for (TableShape table : tables) {
                files(zip, table);
                rows(zip, table);
                percent.accept(++done * 95 / tables.size());
            }
            zip.putNextEntry(new ZipEntry(ExportManifest.PATH));
            zip.write(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest(now)));
            zip.closeEntry();
        }
        source.rollback();
    }

    private ExportManifest manifest(Instant now) throws SQLException {
        return new ExportManifest(
                ExportManifest.FORMAT,
                ExportManifest.VERSION,
                new ExportManifest.TenantFacts(
                        tenant.key(),
                        tenant.name(),
                        tenant.locale().toLanguageTag(),
                        tenant.zone().getId(),
                        tenant.currency()),
                now,
                AdminSql.column(
                        source,
                        "select version from " + TableShape.HISTORY
                                + " where version is not null and success order by version"),
                entries,
                ExportTables.OMITTED.stream().sorted().toList(),
                tables.stream()
                        .flatMap(table -> table.columns().stream()
                                .filter(ExportTables::isSecret)
                                .map(column -> table.name() + "." + column.name()))
                        .toList());
    }

    private void rows(ZipOutputStream zip, TableShape table) throws SQLException, IOException {
        String list = table.columns().stream().map(ExportTables::expression).collect(Collectors.joining(", "));
        String order = table.columns().stream()
                .filter(column -> table.key().isEmpty() || table.key().contains(column.name()))
                .map(ExportTables::order)
                .collect(Collectors.joining(", "));
        entry(zip, "data/" + table.name() + ".jsonl", out -> {
            long count = 0;
            try (Statement select = source.createStatement()) {
                select.setFetchSize(ROWS_AT_ONCE);
                try (ResultSet row = select.executeQuery(
                                "select " + list + " from " + table.name() + " t order by " + order);
                        JsonGenerator json = Json.mapper().getFactory().createGenerator(out)) {
                    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                    json.setRootValueSeparator(null);
                    while (row.next()) {
                        row(json, table, row);
                        json.writeRaw('\n');
                        count++;
                    }
                }
            }
            return count;
        });
    }

    private static void row(JsonGenerator json, TableShape table, ResultSet row) throws SQLException, IOException {
        json.writeStartObject();
        for (int i = 0; i < table.columns().size(); i++) {
            TableShape.Column column = table.columns().get(i);
            String text = row.getString(i + 1);
            json.writeFieldName(column.name());
            if (text == null) {
                json.writeNull();
            } else if (ExportTables.isBare(column)) {
                json.writeRawValue(text);
            } else {
                json.writeString(text);
            }
        }
        json.writeEndObject();
    }

    private void files(ZipOutputStream zip, TableShape table) throws SQLException, IOException {
        Set<String> written =
                entries.stream().map(ExportManifest.Entry::path).collect(Collectors.toCollection(HashSet::new));
        for (TableShape.Column column : table.columns()) {
            if (ExportTables.isFile(column)) {
                String name = TableShape.quoted(column.name());
                try (Statement select = source.createStatement()) {
                    select.setFetchSize(1);
                    try (ResultSet row =
                            select.executeQuery("select " + ExportTables.expression(column) + ", " + name + " from "
                                    + TableShape.quoted(table.name()) + " where " + name + " is not null order by 1")) {
                        while (row.next()) {
                            if (written.add(row.getString(1))) {
                                byte[] bytes = row.getBytes(2);
                                entry(zip, row.getString(1), out -> {
                                    out.write(bytes);
                                    return null;
                                });
                            }
                        }
                    }
                }
            }
        }
    }

    private void text(ZipOutputStream zip, String path, String text) throws SQLException, IOException {
        entry(zip, path, out -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return null;
        });
    }

    private interface Content {
        Long writeTo(OutputStream out) throws SQLException, IOException;
    }

    private void entry(ZipOutputStream zip, String path, Content content) throws SQLException, IOException {
        zip.putNextEntry(new ZipEntry(path));
        MessageDigest digest = sha256();
        Counting counting = new Counting(new DigestOutputStream(zip, digest));
        Long rows = content.writeTo(counting);
        zip.closeEntry();
        entries.add(new ExportManifest.Entry(
                path, rows, counting.bytes, HexFormat.of().formatHex(digest.digest())));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ExportWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            bytes += len;
        }
    }
}
