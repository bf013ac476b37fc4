package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.crmcontracts.tenants.checkpoints.PublicKeys;
import org.crmcontracts.tenants.provisioning.ErasureReceipt;
import org.crmcontracts.tenants.provisioning.ReceiptVerifier;

/** {@code verify-receipt}: checks receipts of erased tenants, with nothing but the file and the keys that the caller kept. */
final class VerifyReceipt {
    private static final String USAGE = "Usage: java -jar crm-contracts.jar verify-receipt FILE [--key FILE]";

    private VerifyReceipt() {}

    /** The process's exit code: 0 for good receipts, 1 if one is bad, 2 if they could not be checked. */
    static int run(String... args) {
        return run(args, System.out);
    }

    static int run(String[] args, PrintStream out) {
        boolean given = args.length == 3 && args[1].equals("--key");
        if (args.length != 1 && !given) {
            out.println(USAGE);
            return VerifyAudit.UNUSABLE;
        }
        try {
            PublicKeys trusted = given ? PublicKeys.parse(Files.readString(Path.of(args[2]))) : null;
            return tell(ReceiptVerifier.verify(Files.readString(Path.of(args[0])), trusted), given, out);
        } catch (IOException e) {
            out.println(VerifyAudit.unreadable(e));
        } catch (ParseException e) {
            out.println("The file given with --key holds no key: " + e.getMessage());
        } catch (ReceiptVerifier.NoReceipt e) {
            out.println("Cannot be checked: " + e.getMessage());
        }
        return VerifyAudit.UNUSABLE;
    }

    private static int tell(ReceiptVerifier.Report report, boolean given, PrintStream out) {
        for (ErasureReceipt receipt : report.receipts()) {
            out.println("Tenant " + receipt.tenantKey() + " (" + receipt.tenantId() + ") was erased at "
                    + receipt.erasedAt() + " on request of " + receipt.requestedBy() + ": " + receipt.tables()
                    + " tables, " + receipt.rows() + " rows, " + receipt.bytes() + " bytes");
        }
        out.println("Keys: " + String.join(", ", report.keyIds())
                + (given ? " (given)" : " (from the file itself: compare them with those you hold, or give --key)"));
        report.faults().forEach(fault -> out.println("BAD: " + fault));
        if (report.isGood()) {
            out.println("GOOD: every receipt is signed as it stands.");
        }
        return report.isGood() ? VerifyAudit.GOOD : VerifyAudit.BAD;
    }
}
