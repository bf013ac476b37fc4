package org.crmcontracts.tenants.provisioning;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;
import org.crmcontracts.tenants.secrets.TenantKeys;

/**
 * Renews the keys of all tenants: seals each tenant's keysets under the current key-encryption key and adds a version,
 * then lets a job per tenant seal its secrets anew. Every step may be repeated, so one that was killed goes on at the
 * next housekeeping; a tenant that fails stops none.
 */
@ApplicationScoped
public class KeyRotations {
    private static final System.Logger LOG = System.getLogger(KeyRotations.class.getName());

    private static final String OVERVIEW =
            """
        select r.id, r.started_by, r.started_at, r.finished_at,
               count(*) filter (where t.state = 'WAITING'), count(*) filter (where t.state = 'QUEUED'),
               count(*) filter (where t.state = 'DONE'), count(*) filter (where t.state = 'FAILED'),
               coalesce(sum(t.resealed), 0), coalesce(sum(t.failed), 0)
          from platform.key_rotation r left join platform.tenant_key_rotation t on t.rotation_id = r.id
        """;

    @Inject
    Clusters clusters;

    @Inject
    Tenants tenants;

    @Inject
    TenantKeys keys;

    @Inject
    InTenant inTenant;

    @Inject
    JobQueue jobs;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService executor;

    /** Begins a rotation, unless one goes on or this request began one before: that one is answered. */
    public KeyRotation start(IdempotencyKey key, Operator by) {
        Optional<KeyRotation> known = key.value() == null
                ? Optional.empty()
                : overview("where r.request_key = ? group by r.id", key.value()).stream()
                        .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        home(connection -> {
            UUID id = ids.next();
            int begun = AdminSql.update(
                    connection,
                    "insert into platform.key_rotation (id, request_key, started_by, started_at) values (?, ?, ?, ?)"
                            + " on conflict do nothing",
                    id,
                    key.value(),
                    by.name(),
                    Timestamp.from(clock.instant()));
            return begun == 0
                    ? 0
                    : AdminSql.update(
                            connection,
                            "insert into platform.tenant_key_rotation (rotation_id, tenant_id, state)"
                                    + " select ?, id, 'WAITING' from platform.tenant where state <> 'PROVISIONING'",
                            id);
        });
        KeyRotation begun = latest(1).get(0);
        executor.submit(this::goOn);
        return begun;
    }

    /** Newest first. */
    public List<KeyRotation> latest(int limit) {
        return overview("group by r.id order by r.started_at desc, r.id desc limit " + limit);
    }

    /** Renews the keys of the tenants that wait for it; those that fail wait for the next call. */
    void goOn() {
        try {
            for (Waiting waiting : home(KeyRotations::waiting)) {
                try {
                    renew(waiting);
                } catch (RuntimeException e) {
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "the keys of tenant " + waiting.tenant() + " were not renewed",
                            e);
                }
            }
            home(connection -> finish(connection, clock));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the rotation of keys could not go on", e);
        }
    }

    private record Waiting(UUID rotation, UUID tenant) {}

    private static List<Waiting> waiting(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select rotation_id, tenant_id from platform.tenant_key_rotation where state = 'WAITING'");
                ResultSet rows = select.executeQuery()) {
            List<Waiting> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new Waiting(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
            }
            return found;
        }
    }

    // The version is kept before the job is added: a second call adds the same job and no second version.
    private void renew(Waiting waiting) {
        int version = home(connection -> {
            Optional<String> state = AdminSql.first(
                    connection,
                    "select coalesce(version::text, '') from platform.tenant_key_rotation where rotation_id = ?"
                            + " and tenant_id = ? for update",
                    waiting.rotation(),
                    waiting.tenant());
            if (state.isEmpty()) {
                return 0;
            }
            if (!state.get().isEmpty()) {
                return Integer.parseInt(state.get());
            }
            int renewed = keys.renew(connection, waiting.tenant());
            AdminSql.update(
                    connection,
                    "update platform.tenant_key_rotation set version = ? where rotation_id = ? and tenant_id = ?",
                    renewed,
                    waiting.rotation(),
                    waiting.tenant());
            return renewed;
        });
        Optional<Tenant> tenant = tenants.byId(waiting.tenant());
        if (version == 0 || tenant.isEmpty()) {
            return;
        }
        move(waiting, "QUEUED", 0, 0, "WAITING");
        NewJob job = NewJob.of(
                        ResealingSecrets.KIND,
                        Map.of("rotation", waiting.rotation().toString(), "version", String.valueOf(version)))
                .withKey("secrets");
        try {
            inTenant.run(tenant.get(), () -> jobs.add(job));
        } catch (RuntimeException e) {
            move(waiting, "WAITING", 0, 0, "QUEUED");
            throw e;
        }
    }

    /** Keeps what became of a tenant's secrets, and ends the rotation with its last tenant. */
    void resealed(UUID rotation, UUID tenant, int resealed, int failed) {
        move(new Waiting(rotation, tenant), failed == 0 ? "DONE" : "FAILED", resealed, failed, "QUEUED");
        home(connection -> finish(connection, clock));
    }

    private void move(Waiting which, String state, int resealed, int failed, String from) {
        home(connection -> AdminSql.update(
                connection,
                "update platform.tenant_key_rotation set state = ?, resealed = resealed + ?, failed = ?"
                        + " where rotation_id = ? and tenant_id = ? and state = ?",
                state,
                resealed,
                failed,
                which.rotation(),
                which.tenant(),
                from));
    }

    // A tenant that is not served keeps its former key for its secrets until it is, and must not hold up the next
    // rotation.
    private static int finish(Connection connection, Clock clock) throws SQLException {
        return AdminSql.update(
                connection,
                "update platform.key_rotation r set finished_at = ? where finished_at is null and not exists (select 1"
                        + " from platform.tenant_key_rotation t join platform.tenant x on x.id = t.tenant_id"
                        + " where t.rotation_id = r.id and (t.state = 'WAITING' or t.state = 'QUEUED'"
                        + " and x.state = 'ACTIVE' and x.migration_fault is null))",
                Timestamp.from(clock.instant()));
    }

    private List<KeyRotation> overview(String rest, Object... arguments) {
        return home(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OVERVIEW + rest)) {
                for (int i = 0; i < arguments.length; i++) {
                    select.setObject(i + 1, arguments[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    List<KeyRotation> found = new ArrayList<>();
                    while (row.next()) {
                        Timestamp finished = row.getTimestamp(4);
                        found.add(new KeyRotation(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getTimestamp(3).toInstant(),
                                finished == null ? null : finished.toInstant(),
                                row.getInt(5),
                                row.getInt(6),
                                row.getInt(7),
                                row.getInt(8),
                                row.getLong(9),
                                row.getLong(10)));
                    }
                    return found;
                }
            }
        });
    }

    private <T> T home(Provisioning.Work<T> work) {
        try (Connection connection = clusters.unbound(Clusters.HOME).getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the rotation of keys could not be kept", e);
        }
    }
}
