package org.crmcontracts.contracts.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.crmcontracts.tenants.checkpoints.LogReport;
import org.crmcontracts.tenants.checkpoints.LogVerifier;
import org.crmcontracts.tenants.checkpoints.PublicKeys;

/** {@code verify-audit}: checks a downloaded audit log, with nothing but the file and what the caller kept. */
public final class VerifyAudit {
    static final int GOOD = 0;
    static final int BAD = 1;
    static final int UNUSABLE = 2;

    private static final String USAGE =
            "Usage: java -jar crm-contracts.jar verify-audit FILE [--checkpoint FILE]... [--key FILE]";

    private VerifyAudit() {}

    /** The process's exit code: 0 for a good log, 1 for a bad one, 2 if it could not be checked. */
    public static int run(String[] args) {
        return run(args, System.out);
    }

    static int run(String[] args, PrintStream out) {
        List<Path> files = new ArrayList<>();
        List<String> held = new ArrayList<>();
        PublicKeys trusted = null;
        try {
            for (int i = 0; i < args.length; i++) {
                if (args[i].equals("--checkpoint") && i + 1 < args.length) {
                    held.add(Files.readString(Path.of(args[++i])));
                } else if (args[i].equals("--key") && i + 1 < args.length) {
                    trusted = PublicKeys.parse(Files.readString(Path.of(args[++i])));
                } else {
                    files.add(Path.of(args[i]));
                }
            }
            if (files.size() != 1 || files.get(0).toString().startsWith("--")) {
                out.println(USAGE);
                return UNUSABLE;
            }
            try (BufferedReader file = Files.newBufferedReader(files.get(0))) {
                return tell(new LogVerifier(file).verify(held, trusted), held.size(), trusted != null, out);
            }
        } catch (IOException e) {
            out.println(unreadable(e));
        } catch (ParseException e) {
            out.println("The file given with --key holds no key: " + e.getMessage());
        } catch (LogVerifier.NoLog e) {
            out.println("Cannot be checked: " + e.getMessage());
        }
        return UNUSABLE;
    }

    /** Why a file could not be read; of one that is no text the exception tells a length only. */
    static String unreadable(IOException e) {
        return "Cannot be read: " + (e instanceof CharacterCodingException ? "it is no text (UTF-8)" : e.getMessage());
    }

    private static int tell(LogReport report, int held, boolean trusted, PrintStream out) {
        out.println("Audit log of tenant " + report.tenantKey() + " (" + report.tenantId() + "): " + report.events()
                + " records, " + report.people() + " persons and texts, " + report.checkpoints() + " checkpoints");
        out.println("Checkpoint keys: " + String.join(", ", report.keyIds())
                + (trusted ? " (given)" : " (from the file itself: compare them with those you hold, or give --key)"));
        report.faults().forEach(fault -> out.println("BAD: " + fault));
        if (held == 0) {
            out.println(
                    "Note: no checkpoint held outside was given. A log that was cut off or made anew as a whole would"
                            + " look the same: give the newest one you received with --checkpoint.");
        } else if (report.isGood()) {
            out.println("Records 1 to " + report.confirmedUpTo() + " are confirmed by a checkpoint held outside; later"
                    + " ones by the file alone.");
        }
        if (report.isGood()) {
            out.println("GOOD: every record fits.");
            return GOOD;
        }
        out.println(
                report.firstBad().isPresent()
                        ? "First bad record: " + report.firstBad().getAsLong()
                        : "The log is bad, and no single record is to blame.");
        return BAD;
    }
}
