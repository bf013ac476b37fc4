package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.crmcontracts.tenants.registry.Clusters;
import org.jspecify.annotations.Nullable;

/**
 * Brings the schemas of all tenants to this program's version, several at once.
 *
 * <p>Only those of another version are touched, so that a start costs what changed and not what there is. One that fails
 * is held back with its fault until a later run succeeds; the others go on. A run that is killed is resumed by the next:
 * each script is one transaction.
 */
public final class SchemaMigration {
    private static final System.Logger LOG = System.getLogger(SchemaMigration.class.getName());
    private static final int MAX_FAULT = 500;

    private final Provisioning provisioning;
    private final Provisioning registry;
    private final String cluster;

    /** Of the home cluster's tenants. */
    public SchemaMigration(Provisioning provisioning) {
        this(provisioning, provisioning, Clusters.HOME);
    }

    /**
     * Of one cluster's tenants.
     *
     * @param provisioning on that cluster
     * @param registry on the home cluster, where the tenants are listed
     */
    public SchemaMigration(Provisioning provisioning, Provisioning registry, String cluster) {
        this.provisioning = provisioning;
        this.registry = registry;
        this.cluster = cluster;
    }

    /**
     * What became of one tenant.
     *
     * @param fault null if its schema is up to date now
     */
    public record Outcome(String tenantKey, @Nullable String fault) {}

    private record Behind(UUID id, String key, String schema, String role) {}

    /**
     * Migrates every active or suspended tenant that is behind, and the spare schemas.
     *
     * @param threads how many at once; each needs two connections of the administrator
     */
    public List<Outcome> run(int threads) {
        String version = provisioning.schemaVersion();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Outcome>> running = new ArrayList<>();
            for (Behind tenant : behind(version)) {
                running.add(pool.submit(() -> migrate(tenant, version)));
            }
            spares(version).forEach(spare -> migrateSpare(spare, version));
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the migration was interrupted; the next run goes on", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the migration's progress could not be kept", e);
        } finally {
            pool.shutdown();
        }
    }

    private Outcome migrate(Behind tenant, String version) {
        try {
            provisioning.migrate(tenant.schema(), tenant.role());
            keep(tenant, version, null);
            return new Outcome(tenant.key(), null);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the schema of tenant " + tenant.key() + " was not migrated", e);
            String fault = String.valueOf(e.getMessage());
            fault = fault.substring(0, Math.min(MAX_FAULT, fault.length()));
            keep(tenant, null, fault);
            return new Outcome(tenant.key(), fault);
        }
    }

    /** A spare that cannot be migrated is thrown away: nothing is in it, and a new one is soon built. */
    private void migrateSpare(String name, String version) {
        try {
            provisioning.migrate(name, name);
            provisioning.work(connection -> AdminSql.update(
                    connection, "update platform.spare_schema set schema_version = ? where name = ?", version, name));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the spare schema " + name + " was not migrated and is dropped", e);
            provisioning.work(connection -> SpareSchemas.discard(connection, name));
        }
    }

    private void keep(Behind tenant, @Nullable String version, @Nullable String fault) {
        registry.work(connection -> AdminSql.update(
                connection,
                "update platform.tenant set schema_version = ?, migration_fault = ?, configured_at = clock_timestamp()"
                        + " where id = ?",
                version,
                fault,
                tenant.id()));
    }

    private List<Behind> behind(String version) {
        return registry.work(connection -> behind(connection, version));
    }

    private List<Behind> behind(Connection connection, String version) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select id, key, schema_name, role_name from platform.tenant where state in ('ACTIVE', 'SUSPENDED')"
                        + " and schema_version is distinct from ? and cluster = ? order by key")) {
            select.setString(1, version);
            select.setString(2, cluster);
            try (ResultSet rows = select.executeQuery()) {
                List<Behind> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Behind(
                            rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
                return found;
            }
        }
    }

    private List<String> spares(String version) {
        SpareSchemas.forgetTaken(provisioning, registry);
        return provisioning.work(connection -> AdminSql.column(
                connection,
                "select name from platform.spare_schema where ready and schema_version is distinct from ?",
                version));
    }
}
