package org.crmcontracts.tenants.provisioning;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Schemas with their roles, built and migrated ahead: a new tenant takes one in a single transaction.
 *
 * <p>A spare is named before it is built and marked ready after, so that one whose building was killed is finished by
 * the next round, and never given away half made.
 */
final class SpareSchemas {
    private static final System.Logger LOG = System.getLogger(SpareSchemas.class.getName());
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 13;
    private static final String LOCK = "hashtext('crm-contracts spare schemas')";
    private static final String UNLOCK = "select pg_advisory_unlock(" + LOCK + ")";

    /** A connection remembers all tables that it made, some 0.3 MB a schema; then another one goes on. */
    private static final int BUILT_BY_ONE = 50;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Provisioning provisioning;

    SpareSchemas(Provisioning provisioning) {
        this.provisioning = provisioning;
    }

    /**
     * A schema to be taken.
     *
     * @param version the scripts it was built or last migrated with, see {@link Provisioning#schemaVersion()}
     */
    record Spare(String name, @Nullable String version) {}

    /** Takes a ready one in the running transaction; it comes back if that is rolled back. */
    static Optional<Spare> take(Connection connection) throws SQLException {
        try (Statement delete = connection.createStatement();
                ResultSet row = delete.executeQuery("delete from platform.spare_schema where name = (select name"
                        + " from platform.spare_schema where ready order by created_at limit 1 for update skip locked)"
                        + " returning name, schema_version")) {
            return row.next() ? Optional.of(new Spare(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    /**
     * Forgets spares that tenants have. On a cluster that does not hold the registry a tenant may have been written and
     * the process killed before its spare was struck off.
     */
    static void forgetTaken(Provisioning provisioning, Provisioning registry) {
        List<String> spares = provisioning.work(
                connection -> AdminSql.column(connection, "select name from platform.spare_schema where ready"));
        List<String> taken = registry.work(connection -> AdminSql.column(
                connection,
                "select schema_name from platform.tenant where schema_name = any (?)",
                connection.createArrayOf("text", spares.toArray())));
        for (String name : taken) {
            LOG.log(System.Logger.Level.WARNING, "the spare schema {0} is a tenant''s", name);
            provisioning.work(connection ->
                    AdminSql.update(connection, "delete from platform.spare_schema where name = ?", name));
        }
    }

    /** Drops a spare with its role, unless somebody took it. */
    static boolean discard(Connection connection, String name) throws SQLException {
        connection.setAutoCommit(false);
        boolean mine = AdminSql.update(connection, "delete from platform.spare_schema where name = ?", name) == 1;
        if (mine) {
            Provisioning.drop(connection, name, name);
        }
        connection.commit();
        return mine;
    }

    /**
     * Builds until so many are ready; one node at a time, another one that is at it is left alone.
     *
     * @return how many were built
     */
    int refill(int wanted) {
        int built = 0;
        int some;
        do {
            some = refillSome(wanted);
            built += some;
        } while (some == BUILT_BY_ONE);
        return built;
    }

    private int refillSome(int wanted) {
        return provisioning.work(connection -> {
            if (!AdminSql.first(connection, "select pg_try_advisory_lock(" + LOCK + ")")
                    .orElse("f")
                    .equals("t")) {
                return 0;
            }
            try {
                int built = 0;
                while (built < BUILT_BY_ONE && ready(connection) < wanted) {
                    add(connection);
                    built++;
                }
                return built;
            } finally {
                AdminSql.first(connection, UNLOCK);
            }
        });
    }

    /** Builds one more, after waiting for whoever builds. So many callers add so many, and each finds one to take. */
    void addOne() {
        provisioning.work(connection -> {
            AdminSql.first(connection, "select pg_advisory_lock(" + LOCK + ")");
            try {
                add(connection);
                return true;
            } finally {
                AdminSql.first(connection, UNLOCK);
            }
        });
    }

    private void add(Connection connection) throws SQLException {
        String name = unfinished(connection).orElse(null);
        if (name == null) {
            name = newName();
            AdminSql.update(connection, "insert into platform.spare_schema (name) values (?)", name);
        }
        provisioning.build(connection, name);
        AdminSql.update(
                connection,
                "update platform.spare_schema set ready = true, schema_version = ? where name = ?",
                provisioning.schemaVersion(),
                name);
    }

    private static int ready(Connection connection) throws SQLException {
        return Integer.parseInt(AdminSql.first(connection, "select count(*) from platform.spare_schema where ready")
                .orElseThrow());
    }

    private static Optional<String> unfinished(Connection connection) throws SQLException {
        return AdminSql.first(
                connection, "select name from platform.spare_schema where not ready order by created_at limit 1");
    }

    /** Says nothing of the tenant that will have it, and is not to be guessed. */
    private static String newName() {
        StringBuilder name = new StringBuilder("t_");
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
