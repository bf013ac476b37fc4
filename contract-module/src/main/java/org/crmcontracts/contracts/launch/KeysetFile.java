package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.file.Path;
import org.crmcontracts.tenants.secrets.Vault;

/** The key that seals connector secrets, kept outside the database in a file only its owner may read. */
public final class KeysetFile {
    private KeysetFile() {}

    /**
     * The keyset of this file, made on first use.
     *
     * @return a Tink keyset as JSON
     */
    public static String readOrCreate(Path file) throws IOException {
        return KeyFile.readOrCreate(file, Vault::newKeyset);
    }
}
