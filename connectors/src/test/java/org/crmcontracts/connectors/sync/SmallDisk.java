package org.crmcontracts.connectors.sync;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A disk of 32 MB in memory that a test can fill. Needs the right to mount one; without it the test is left out. */
final class SmallDisk implements AutoCloseable {
    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    static SmallDisk mount() throws Exception {
        Path mount = Files.createTempDirectory("small-disk");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", mount.toString());
        if (!mounted) {
            Files.delete(mount);
        }
        Assumptions.assumeTrue(mounted, "no right to mount a disk");
        Files.createDirectory(mount.resolve("data"));
        return new SmallDisk(mount);
    }

    Path directory() {
        return mount.resolve("data");
    }

    /** Leaves so many kilobytes. */
    void fill(int kilobytes) throws IOException {
        FileStore store = Files.getFileStore(mount);
        byte[] block = new byte[4096];
        try (OutputStream filler = Files.newOutputStream(mount.resolve("filler"))) {
            while (store.getUsableSpace() > kilobytes * 1024L) {
                filler.write(block);
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(mount.resolve("filler"));
    }

    @Override
    public void close() throws Exception {
        run("umount", "-l", mount.toString());
        Files.deleteIfExists(mount);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // There is no such command here.
        }
    }
}
