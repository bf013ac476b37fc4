package org.crmcontracts.tenants.provisioning;

import java.util.Set;
import org.crmcontracts.tenants.provisioning.TableShape.Column;

/** Which tables and columns an export leaves out, and how a column is written. All others are exported as they are. */
final class ExportTables {
    /** The migrations' history, answers kept for repeated requests, and exports themselves. */
    static final Set<String> OMITTED = Set.of(TableShape.HISTORY, "idempotency_key", "data_export", "data_export_part");

    /** What a tenant has that was only looked at, by its admin for one: rows here do not keep an import from it. */
    static final Set<String> INCIDENTAL = Set.of(
            "audit_event", "audit_person", "audit_head", "audit_checkpoint", "event_outbox", "admin_notice", "person");

    private static final String FILES = "files/";

    private ExportTables() {}

    /** Whether the column holds something that only this installation's keys open. */
    static boolean isSecret(Column column) {
        return column.name().endsWith("_sealed");
    }

    static boolean isFile(Column column) {
        return column.type().equals("bytea");
    }

    /** The SQL expression whose text is written; none loses anything. Files are named by the SHA-256 of their bytes. */
    static String expression(Column column) {
        String name = TableShape.quoted(column.name());
        if (isSecret(column)) {
            return "null::text";
        }
        if (isFile(column)) {
            return "'" + FILES + "' || encode(sha256(" + name + "), 'hex')";
        }
        return column.type().startsWith("timestamp") ? "replace(" + name + "::text, ' ', 'T')" : name + "::text";
    }

    /**
     * An order that no server's own collation changes. The column is that of the table {@code t}: its bare name would
     * mean the text that is written, by which 10 comes before 2.
     */
    static String order(Column column) {
        String name = "t." + TableShape.quoted(column.name());
        return Set.of("bigint", "integer", "smallint").contains(column.type()) ? name : name + "::text collate \"C\"";
    }

    /** Whether the text is written into JSON without quotes. */
    static boolean isBare(Column column) {
        return Set.of("boolean", "integer", "smallint").contains(column.type());
    }
}
