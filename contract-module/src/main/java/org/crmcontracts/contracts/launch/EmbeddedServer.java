package org.crmcontracts.contracts.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real PostgreSQL beside the product, for a first look and for development. Its data stay between runs. */
final class EmbeddedServer {
    private EmbeddedServer() {}

    static DatabaseAccess start(Path data) throws IOException {
        Files.createDirectories(data);
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
                    "Embedded PostgreSQL cannot use " + data + "; if another instance runs on it, stop that one first"
                            + " or set CRM_DATA to another folder",
                    e);
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
