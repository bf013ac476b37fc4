package org.crmcontracts.contracts.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A real PostgreSQL beside the product, for a first look and for development. Its data stay between runs. */
final class EmbeddedServer {
    /** Held as long as this program lives: the system gives it back even when the program is killed. */
    private static FileLock own;

    private EmbeddedServer() {}

    static DatabaseAccess start(Path data) throws IOException {
        Files.createDirectories(data);
        own = FileChannel.open(data.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
        if (own == null) {
            throw new IllegalStateException(
                    "Another instance runs on " + data + "; stop that one first or set CRM_DATA to another folder");
        }
        LeftServer.stop(data.resolve("postgres"));
        EmbeddedPostgres server = open(data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
        // Not getJdbcUrl(): it names the superuser, and a URL's user wins over the data source's.
        return new DatabaseAccess("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "");
    }

    private static EmbeddedPostgres open(Path data) throws IOException {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data.resolve("postgres").toFile())
                    .setOverrideWorkingDirectory(
                            data.resolve("postgres-binaries").toFile())
                    .setCleanDataDirectory(false)
                    .setPort(Integer.parseInt(Services.setting("DB_PORT", "0")))
                    .setServerConfig("max_connections", "60")
                    .start();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "Embedded PostgreSQL cannot use " + data + "; set CRM_DATA to another folder", e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop cleanly: " + e.getMessage());
        }
    }
}
