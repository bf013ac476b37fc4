package org.crmcontracts.tenants.provisioning;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of contents of an export, {@code manifest.json}.
 *
 * @param format always {@link #FORMAT}
 * @param scripts the versions of the migrations that the tenant's tables had seen
 * @param files every other entry of the archive
 * @param omittedTables tables whose rows tell nothing of the tenant, such as answers kept for repeated requests
 * @param omittedSecrets sealed columns, written as null: a secret never leaves
 */
public record ExportManifest(
        String format,
        int formatVersion,
        TenantFacts tenant,
        Instant createdAt,
        List<String> scripts,
        List<Entry> files,
        List<String> omittedTables,
        List<String> omittedSecrets) {
    public static final String FORMAT = "crm-contracts-export";
    public static final int VERSION = 1;
    static final String PATH = "manifest.json";

    public ExportManifest {
        scripts = List.copyOf(scripts);
        files = List.copyOf(files);
        omittedTables = List.copyOf(omittedTables);
        omittedSecrets = List.copyOf(omittedSecrets);
    }

    /** Whose data they are. */
    public record TenantFacts(String key, String name, String locale, String timeZone, String currency) {}

    /**
     * One entry of the archive.
     *
     * @param rows lines of a table's file, null of any other
     * @param sha256 lower-case hex
     */
    public record Entry(String path, @Nullable Long rows, long bytes, String sha256) {}
}
