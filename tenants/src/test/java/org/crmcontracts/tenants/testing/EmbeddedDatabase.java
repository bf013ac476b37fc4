package org.crmcontracts.tenants.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL for tests: one per JVM, on a free port, stopped when the JVM ends. */
public final class EmbeddedDatabase {
    private static final String HOST = "localhost";
    private static @Nullable EmbeddedDatabase running;

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The running server, started by the first call. */
    public static EmbeddedDatabase start() {
        return start(0);
    }

    /** As {@link #start()}, on a port of choice; 0 takes a free one. */
    public static synchronized EmbeddedDatabase start(int port) {
        if (running == null) {
            try {
                EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
                if (port != 0) {
                    builder.setPort(port);
                }
                running = new EmbeddedDatabase(builder.start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return running;
    }

    public int port() {
        return server.getPort();
    }

    public String host() {
        return HOST;
    }

    /** The address of a database of this server; "postgres" is always there. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    public String superuser() {
        return "postgres";
    }

    /** The superuser's password: any will do, as the server trusts local connections. */
    public String superuserPassword() {
        return "postgres";
    }

    /** Everything is allowed here. */
    public DataSource admin(String database) {
        return as(database, superuser(), superuserPassword());
    }

    /** Connections of another role, not pooled. */
    public DataSource as(String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Creates a database unless it is there. */
    public void createDatabase(String name) {
        try (var connection = admin("postgres").getConnection();
                var exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            exists.setString(1, name);
            if (!exists.executeQuery().next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
