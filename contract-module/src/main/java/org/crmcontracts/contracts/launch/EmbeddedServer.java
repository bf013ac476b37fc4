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
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(data.resolve("postgres").toFile())
                .setOverrideWorkingDirectory(data.resolve("postgres-binaries").toFile())
                .setCleanDataDirectory(false)
                .setPort(Integer.parseInt(Services.setting("DB_PORT", "0")))
                .setServerConfig("max_connections", "60")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
        // Not getJdbcUrl(): it names the superuser, and a URL's user wins over the data source's.
        return new DatabaseAccess("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", "");
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop cleanly: " + e.getMessage());
        }
    }
}
