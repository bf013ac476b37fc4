package org.crmcontracts.tenants.provisioning;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.identity.PlatformIssuer;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Placement;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What operators do with tenants: create, suspend, resume. Each command leaves one {@code operation} row in its own
 * transaction, may be repeated, and never looks into a tenant's schema.
 */
@ApplicationScoped
public class TenantLife {
    private static final System.Logger LOG = System.getLogger(TenantLife.class.getName());

    /** Others may take what was just built, but hardly so often. */
    private static final int ATTEMPTS = 5;

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    PlatformIssuer platform;

    @Inject
    Ids ids;

    @Inject
    @ConfigProperty(name = "tenants.spare-schemas", defaultValue = "2")
    int spareSchemas;

    @Inject
    @ConfigProperty(name = "tenants.housekeeping-seconds", defaultValue = "60")
    int housekeepingSeconds;

    @Inject
    Erasure erasure;

    @Inject
    KeyRotations keyRotations;

    @Inject
    ClusterLoads loads;

    @Inject
    Clusters clusters;

    @Inject
    TenantMoves moves;

    @Resource
    ManagedScheduledExecutorService executor;

    private final Set<String> refills = ConcurrentHashMap.newKeySet();

    /** A tenant and whether this call made it. */
    public record Created(Tenant tenant, boolean isNew) {}

    /** {@code NOT_FOUND} for an unknown key. */
    public Tenant get(String key) {
        return tenants.byKey(key).orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    /** Tenants by key, from the one after {@code after}. */
    public List<Tenant> list(String after, int limit) {
        return tenants.after(after, limit);
    }

    /**
     * Makes the tenant from a spare schema, or builds one if none is ready. Repeating the same request gives the same
     * tenant, wherever it stands by then. {@code TENANT_KEY_TAKEN} if the key has another tenant, {@code ISSUER_TAKEN} if the issuer has,
     * {@code CLUSTER_UNKNOWN}, {@code CLUSTER_DOWN}, {@code CLUSTERS_FULL}.
     *
     * @param cluster where to put it; null leaves the choice to {@link Placement}
     */
    public Created create(NewTenant wanted, @Nullable String cluster, Operator by) {
        if (platform.isNamed(wanted.issuer().issuer())) {
            throw new Problem(TenantLifeProblem.ISSUER_TAKEN);
        }
        Tenant known = tenants.byKey(wanted.key()).orElse(null);
        if (known == null) {
            String place = loads.place(cluster);
            boolean made = createNow(wanted, place, by);
            for (int i = 0; i < ATTEMPTS && !made; i++) {
                new SpareSchemas(database.provisioning(place)).addOne();
                made = createNow(wanted, place, by);
            }
            if (!made) {
                throw new Problem(HttpProblem.SERVICE_UNAVAILABLE);
            }
            refillSoon(place);
        }
        tenants.refresh();
        Tenant tenant = get(wanted.key());
        if (!isAsWanted(tenant, wanted)) {
            throw new Problem(TenantLifeProblem.TENANT_KEY_TAKEN);
        }
        return new Created(tenant, known == null);
    }

    /** Whether it was made or somebody else made one of that key meanwhile; false when no spare was ready. */
    private boolean createNow(NewTenant wanted, String cluster, Operator by) {
        if (cluster.equals(Clusters.HOME)) {
            return inTransaction(connection -> createWith(connection, connection, wanted, cluster, by));
        }
        Provisioning place = database.place(cluster);
        SpareSchemas.forgetTaken(place, database.registry());
        // The spare is struck off last: killed in between, forgetTaken does it.
        return place.work(spares -> {
            spares.setAutoCommit(false);
            boolean made = inTransaction(connection -> createWith(connection, spares, wanted, cluster, by));
            spares.commit();
            return made;
        });
    }

    private boolean createWith(Connection connection, Connection spares, NewTenant wanted, String cluster, Operator by)
            throws SQLException {
        SpareSchemas.Spare spare = SpareSchemas.take(spares).orElse(null);
        if (spare == null) {
            return false;
        }
        UUID id = ids.next();
        int inserted = AdminSql.update(
                connection,
                "insert into platform.tenant (id, key, name, schema_name, role_name, schema_version, state, locale,"
                        + " zone, currency, cluster) values (?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?)"
                        + " on conflict (key) do nothing",
                id,
                wanted.key(),
                wanted.name(),
                spare.name(),
                spare.name(),
                spare.version(),
                wanted.locale().toLanguageTag(),
                wanted.zone().getId(),
                wanted.currency(),
                cluster);
        if (inserted == 0) {
            connection.rollback();
            spares.rollback();
            return true;
        }
        Provisioning.trust(connection, id, wanted.issuer());
        Operations.record(connection, by, "tenant.created", id, wanted.key(), null);
        return true;
    }

    private boolean isAsWanted(Tenant tenant, NewTenant wanted) {
        return tenant.name().equals(wanted.name())
                && tenant.locale().equals(wanted.locale())
                && tenant.zone().equals(wanted.zone())
                && tenant.currency().equals(wanted.currency())
                && tenants.issuer(wanted.issuer().issuer())
                        .filter(issuer -> issuer.tenant().id().equals(tenant.id()))
                        .isPresent();
    }

    /** No request of the tenant is served any more, within 30 s on every node. {@code TENANT_STATE_WRONG}. */
    public Tenant suspend(String key, String reason, Operator by) {
        return move(key, TenantState.ACTIVE, TenantState.SUSPENDED, "tenant.suspended", reason, by);
    }

    /** Serves a suspended tenant again. {@code TENANT_STATE_WRONG}. */
    public Tenant resume(String key, Operator by) {
        return move(key, TenantState.SUSPENDED, TenantState.ACTIVE, "tenant.resumed", null, by);
    }

    private Tenant move(
            String key, TenantState from, TenantState to, String action, @Nullable String reason, Operator by) {
        Tenant before = get(key);
        boolean moved = inTransaction(connection -> {
            int updated = AdminSql.update(
                    connection,
                    "update platform.tenant set state = ? where id = ? and state = ?",
                    to.name(),
                    before.id(),
                    from.name());
            if (updated == 1) {
                Operations.record(connection, by, action, before.id(), key, reason);
            }
            return updated == 1;
        });
        tenants.refresh();
        Tenant now = get(key);
        // One that is there already is a repeated command.
        if (!moved && now.state() != to) {
            throw Problem.of(TenantLifeProblem.TENANT_STATE_WRONG, "state", now.state());
        }
        return now;
    }

    /** Begins the work that goes on beside requests: spare schemas, due erasures and rotations of keys. Called once, after the start. */
    public void start() {
        executor.scheduleWithFixedDelay(this::keepHouse, 0, housekeepingSeconds, TimeUnit.SECONDS);
    }

    private void keepHouse() {
        refill();
        erasure.eraseDue();
        keyRotations.goOn();
        moves.resume();
    }

    private void refill() {
        clusters.names().stream().filter(clusters::isReady).forEach(this::refill);
    }

    /** One that waits to begin does for all who ask meanwhile: it builds until enough are ready. */
    private void refillSoon(String cluster) {
        if (refills.add(cluster)) {
            executor.submit(() -> {
                refills.remove(cluster);
                refill(cluster);
            });
        }
    }

    private void refill(String cluster) {
        try {
            new SpareSchemas(database.provisioning(cluster)).refill(spareSchemas);
        } catch (RuntimeException e) {
            // The next creation builds its own, only more slowly.
            LOG.log(System.Logger.Level.ERROR, "spare schemas could not be built", e);
        }
    }

    private <T> T inTransaction(Provisioning.Work<T> work) {
        try {
            return Operations.inTransaction(database, work);
        } catch (IssuerTaken e) {
            throw new Problem(TenantLifeProblem.ISSUER_TAKEN);
        }
    }
}
