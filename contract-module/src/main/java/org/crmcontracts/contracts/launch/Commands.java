package org.crmcontracts.contracts.launch;

import java.util.Arrays;

/** What the launcher does instead of starting the server. */
public final class Commands {
    private Commands() {}

    /** Runs the command that the first word names; returns the exit code. */
    public static Integer run(String[] words) {
        String[] rest = Arrays.copyOfRange(words, 1, words.length);
        return switch (words[0]) {
            case "verify-audit" -> VerifyAudit.run(rest);
            case "verify-receipt" -> VerifyReceipt.run(rest);
            case "verify-export" -> ExportCheck.run(rest);
            default -> {
                System.err.println(
                        "There is no command " + words[0] + "; known: verify-audit, verify-receipt, verify-export");
                yield 2;
            }
        };
    }
}
