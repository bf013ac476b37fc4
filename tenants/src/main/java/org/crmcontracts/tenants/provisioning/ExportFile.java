package org.crmcontracts.tenants.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.crmcontracts.tenants.audit.AuditEvent;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.audit.ChainVerifier;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An archive from outside. Nothing in it is believed: names are compared with the few an export has and are never used
 * as paths, sizes are limited as they are read and not as they are claimed, and every byte must be in the manifest's sums.
 */
public final class ExportFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile(
            "manifest\\.json|README\\.txt|schema\\.sql|data/[a-z][a-z0-9_]{0,62}\\.jsonl|files/[0-9a-f]{64}");
    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_MANIFEST = 64 << 20;
    private static final long RATIO_FREE = 1 << 20;
    private static final long MOST_RATIO = 200;

    private final ZipFile zip;
    private final ExportManifest manifest;

    private ExportFile(ZipFile zip, ExportManifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens and checks the whole archive but the rows' own meaning. {@code IMPORT_NOT_AN_EXPORT},
     * {@code IMPORT_ENTRY_REFUSED}, {@code IMPORT_TOO_LARGE}, {@code IMPORT_CHECKSUM_WRONG}.
     *
     * @param mostInflated how many bytes all entries may have together once inflated
     * @throws IOException if the file cannot be read, whatever is in it
     */
    public static ExportFile open(Path file, long mostInflated) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new Problem(ExitProblem.IMPORT_NOT_AN_EXPORT);
        }
        try {
            Set<String> names = names(zip, mostInflated);
            ExportManifest manifest = manifest(zip);
            ExportFile export = new ExportFile(zip, manifest);
            export.checkSums(names, mostInflated);
            return export;
        } catch (ZipException | EOFException | JsonProcessingException e) {
            zip.close();
            throw new Problem(ExitProblem.IMPORT_NOT_AN_EXPORT);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Set<String> names(ZipFile zip, long mostInflated) {
        Set<String> names = new LinkedHashSet<>();
        long total = 0;
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            if (!NAME.matcher(entry.getName()).matches() || !names.add(entry.getName())) {
                throw refused(entry.getName());
            }
            long size = Math.max(0, entry.getSize());
            total += size;
            if (total > mostInflated || names.size() > MOST_ENTRIES) {
                throw new Problem(ExitProblem.IMPORT_TOO_LARGE);
            }
            if (size > RATIO_FREE && size > MOST_RATIO * Math.max(1, entry.getCompressedSize())) {
                throw refused(entry.getName());
            }
        }
        return names;
    }

    private static ExportManifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(ExportManifest.PATH);
        if (entry == null || entry.getSize() > MOST_MANIFEST) {
            throw new Problem(ExitProblem.IMPORT_NOT_AN_EXPORT);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            ExportManifest manifest = Json.mapper().readValue(in.readNBytes(MOST_MANIFEST), ExportManifest.class);
            if (!ExportManifest.FORMAT.equals(manifest.format())) {
                throw new Problem(ExitProblem.IMPORT_NOT_AN_EXPORT);
            }
            if (manifest.formatVersion() != ExportManifest.VERSION) {
                throw new Problem(ExitProblem.IMPORT_TOO_NEW);
            }
            return manifest;
        } catch (JsonProcessingException | NullPointerException e) {
            throw new Problem(ExitProblem.IMPORT_NOT_AN_EXPORT);
        }
    }

    private void checkSums(Set<String> names, long mostInflated) throws IOException {
        Set<String> listed = new LinkedHashSet<>();
        long left = mostInflated;
        byte[] buffer = new byte[1 << 16];
        for (ExportManifest.Entry entry : manifest.files()) {
            if (!names.contains(entry.path())
                    || !listed.add(entry.path())
                    || entry.path().equals(ExportManifest.PATH)) {
                throw refused(entry.path());
            }
            MessageDigest digest = ExportWriter.sha256();
            long bytes = 0;
            try (InputStream in = stream(entry.path())) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    bytes += read;
                    if (bytes > left) {
                        throw new Problem(ExitProblem.IMPORT_TOO_LARGE);
                    }
                    digest.update(buffer, 0, read);
                }
            }
            left -= bytes;
            String sum = HexFormat.of().formatHex(digest.digest());
            if (bytes != entry.bytes() || !sum.equals(entry.sha256()) || !fits(entry.path(), sum)) {
                throw Problem.of(ExitProblem.IMPORT_CHECKSUM_WRONG, "name", entry.path());
            }
        }
        for (String name : names) {
            if (!listed.contains(name) && !name.equals(ExportManifest.PATH)) {
                throw refused(name);
            }
        }
    }

    private static boolean fits(String path, String sum) {
        return !path.startsWith("files/") || path.equals("files/" + sum);
    }

    private static Problem refused(String name) {
        String shown = name.length() > 100 ? name.substring(0, 100) : name;
        return Problem.of(ExitProblem.IMPORT_ENTRY_REFUSED, "name", shown.replaceAll("\\p{Cntrl}", "?"));
    }

    public ExportManifest manifest() {
        return manifest;
    }

    /** The tables that the archive has rows of. */
    Set<String> tables() {
        Set<String> tables = new LinkedHashSet<>();
        for (ExportManifest.Entry entry : manifest.files()) {
            if (entry.path().startsWith("data/")) {
                tables.add(entry.path().substring("data/".length(), entry.path().length() - ".jsonl".length()));
            }
        }
        return tables;
    }

    /** Takes one row. */
    interface Each {
        void next(ObjectNode row) throws IOException, SQLException;
    }

    /** Gives the rows of a table one after the other. {@code IMPORT_ROW_REFUSED}. */
    void eachRow(String table, Each each) throws IOException, SQLException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream("data/" + table + ".jsonl"), StandardCharsets.UTF_8))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                each.next(row(table, number, line));
            }
        }
    }

    private static ObjectNode row(String table, long number, String line) {
        try {
            if (Json.mapper().readTree(line) instanceof ObjectNode row) {
                return row;
            }
        } catch (JsonProcessingException e) {
            // Told below, as whatever else is no row.
        }
        throw Problem.of(ExitProblem.IMPORT_ROW_REFUSED, "table", table, "row", number);
    }

    /** The bytes of a document, by the text that a row refers to it with; null if there is none. */
    byte @Nullable [] file(String reference) throws IOException {
        if (!reference.startsWith("files/") || zip.getEntry(reference) == null) {
            return null;
        }
        try (InputStream in = stream(reference)) {
            return in.readAllBytes();
        }
    }

    private InputStream stream(String path) throws IOException {
        ZipEntry entry = zip.getEntry(path);
        if (entry == null) {
            throw refused(path);
        }
        return zip.getInputStream(entry);
    }

    /** Recomputes the audit log's hash chain from the archive alone. */
    public ChainReport checkChain() throws IOException {
        ChainVerifier verifier = new ChainVerifier();
        Map<String, String> head = new HashMap<>();
        try {
            eachRow("audit_head", row -> {
                head.put("seq", row.path("seq").asText());
                head.put("hash", row.path("hash").asText());
            });
            eachRow("audit_event", row -> verifier.next(event(row)));
            return verifier.against(Long.parseLong(head.getOrDefault("seq", "-1")), head.getOrDefault("hash", ""));
        } catch (SQLException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("the audit log cannot be read", e);
        }
    }

    private static AuditEvent event(ObjectNode row) {
        return new AuditEvent(
                row.path("form").asInt(1),
                row.path("seq").asLong(),
                UUID.fromString(row.path("id").asText()),
                OffsetDateTime.parse(row.path("at").asText()).toInstant(),
                text(row, "actor_id"),
                text(row, "actor_name"),
                text(row, "actor_ref"),
                row.path("action").asText(),
                AuditEvent.Outcome.valueOf(row.path("outcome").asText()),
                row.path("subject_type").asText(),
                row.path("subject_id").isTextual()
                        ? UUID.fromString(row.path("subject_id").asText())
                        : null,
                row.path("data").asText(),
                row.path("hash").asText());
    }

    private static @Nullable String text(ObjectNode row, String name) {
        JsonNode value = row.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
