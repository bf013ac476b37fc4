package org.crmcontracts.connectors.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The table of all faults: one line a case in {@code target/sync-proof.tsv}, to which each run of tests appends, and in
 * {@code target/sync-proof.md} what they come to.
 */
final class ProofTable implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ProofTable.class.getName());
    private static final Path CASES = Path.of("target", "sync-proof.tsv");
    private static final Path TABLE = Path.of("target", "sync-proof.md");
    private static final String HEAD =
            """
            | # | Seeds | Cases | Comparisons of both sides | Lost | Doubled | Wrong tenant | Calls of the CRM | Result |
            |---|---|---|---|---|---|---|---|---|
            """;

    private ProofTable() {}

    /** Written when all tests have ended. */
    static void open(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(ProofTable.class, any -> new ProofTable());
    }

    /** Fault, test, seed, comparisons, lost, doubled, of another tenant, calls, passed or not; parted by tabs. */
    static void note(String line) {
        try {
            Files.createDirectories(CASES.getParent());
            Files.writeString(CASES, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(CASES)) {
            return;
        }
        Map<String, List<String[]>> faults = Files.readAllLines(CASES).stream()
                .map(line -> line.split("\t"))
                .collect(Collectors.groupingBy(
                        columns -> columns[0],
                        () -> new TreeMap<>(Comparator.comparing(fault -> Integer.valueOf(fault.substring(1)))),
                        Collectors.toList()));
        StringBuilder table = new StringBuilder(HEAD);
        faults.forEach((fault, cases) -> {
            long failed = cases.stream()
                    .filter(columns -> !columns[8].equals("passed"))
                    .count();
            table.append(String.format(
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %s |%n",
                    fault,
                    cases.stream()
                            .map(columns -> columns[2])
                            .collect(Collectors.toCollection(TreeSet::new))
                            .size(),
                    cases.size(),
                    sum(cases, 3),
                    sum(cases, 4),
                    sum(cases, 5),
                    sum(cases, 6),
                    sum(cases, 7),
                    failed == 0 ? "passed" : failed + " failed"));
        });
        Files.writeString(TABLE, table);
        LOG.log(System.Logger.Level.INFO, "{0}", table);
    }

    private static long sum(List<String[]> cases, int column) {
        return cases.stream()
                .mapToLong(columns -> Long.parseLong(columns[column]))
                .sum();
    }
}
