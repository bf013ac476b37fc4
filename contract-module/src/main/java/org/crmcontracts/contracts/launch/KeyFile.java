package org.crmcontracts.contracts.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** A key outside the database, in a file that only its owner may read, made on first use. */
final class KeyFile {
    private KeyFile() {}

    /**
     * What stands in the file. Nodes that start at the same time on one folder get the same key, and one that is killed
     * leaves no part of a key.
     */
    static synchronized String readOrCreate(Path file, Supplier<String> fresh) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        Files.createDirectories(file.getParent());
        Path door = file.resolveSibling(file.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(door, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock own = channel.lock()) {
            if (own.isValid() && !Files.exists(file)) {
                // Readable by its owner alone, as every temporary file.
                Path whole = Files.createTempFile(file.getParent(), "key", ".new");
                Files.writeString(whole, fresh.get());
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file);
        }
    }
}
