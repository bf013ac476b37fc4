package org.crmcontracts.tenants.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL for tests: one per JVM, on a free port, stopped when the JVM ends. */
public final class EmbeddedDatabase {
    /** The system property for another {@code shared_buffers} than PostgreSQL's 128 MB, such as {@code 1GB}. */
    public static final String BUFFERS = "embedded.shared-buffers";

    private static final String HOST = "localhost";
    private static final String SUPERUSER = "postgres";
    private static @Nullable EmbeddedPostgres running;

    private EmbeddedDatabase() {}

    /** Starts the server unless it runs. */
    public static void start() {
        start(0);
    }

    /** As {@link #start()}, on a port of choice; 0 takes a free one. */
    public static synchronized void start(int port) {
        if (running == null) {
            try {
                EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
                if (port != 0) {
                    builder.setPort(port);
                }
                String buffers = System.getProperty(BUFFERS);
                if (buffers != null) {
                    builder.setServerConfig("shared_buffers", buffers);
                }
                running = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static synchronized int port() {
        if (running == null) {
            throw new IllegalStateException("the embedded database was not started");
        }
        return running.getPort();
    }

    /** The address of the database that is always there. */
    public static String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** The address of a database of this server. */
    public static String jdbcUrl(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port() + "/" + database;
    }

    /** Needs no password: the server trusts local connections. */
    public static String superuser() {
        return SUPERUSER;
    }

    /** Everything is allowed here. */
    public static DataSource admin(String database) {
        return as(database, SUPERUSER, "");
    }

    /** Connections of another role, not pooled. */
    public static DataSource as(String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(database));
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Creates a database unless it is there. */
    public static void createDatabase(String name) {
        try (Connection connection = admin("postgres").getConnection();
                PreparedStatement exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                Statement statement = connection.createStatement()) {
            exists.setString(1, name);
            if (!exists.executeQuery().next()) {
                statement.execute("create database " + statement.enquoteIdentifier(name, true));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
