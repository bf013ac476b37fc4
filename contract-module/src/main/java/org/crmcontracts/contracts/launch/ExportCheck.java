package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.file.Path;
import org.crmcontracts.tenants.audit.ChainReport;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.provisioning.ExportFile;

/** {@code verify-export FILE}: checks an export with nothing but the file. */
final class ExportCheck {
    private ExportCheck() {}

    /** Prints what was found. Returns the exit code: 0 if all is well, 1 if something does not fit, 2 if it cannot be checked. */
    static int run(String... files) {
        if (files.length != 1) {
            System.err.println("usage: java -jar crm-contracts.jar verify-export FILE");
            return 2;
        }
        try (ExportFile export = ExportFile.open(Path.of(files[0]), Long.MAX_VALUE / 2)) {
            ChainReport chain = export.checkChain();
            System.out.println("tenant     " + export.manifest().tenant().key());
            System.out.println("written    " + export.manifest().createdAt());
            System.out.println("files      " + export.manifest().files().size() + ", every checksum fits");
            System.out.println("audit log  " + chain.events() + " events, "
                    + (chain.valid() ? "the chain is whole" : "the chain breaks at event " + chain.firstInvalid()));
            return chain.valid() ? 0 : 1;
        } catch (Problem e) {
            System.out.println("does not fit: " + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.out.println("cannot be read: " + e.getMessage());
            return 2;
        }
    }
}
