package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.checkpoints.SigningKeys;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.registry.Clusters;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The end of a tenant: announced, taken back while there is time, and carried out. A legal hold stops both.
 *
 * <p>Erasing drops schema and role wherever they are, and forgets the tenant's jobs, keys, issuers and name; what stays is
 * the operations' rows with its id and key, and a receipt that tells how much there was.
 */
@ApplicationScoped
public class Erasure {
    private static final System.Logger LOG = System.getLogger(Erasure.class.getName());
    private static final Operator HOUSEKEEPING = new Operator("system", "Housekeeping");

    private static final String DUE = "state = 'ERASING' and erase_after <= ? and hold_reason is null and not exists"
            + " (select 1 from platform.tenant_move m where m.tenant_id = tenant.id and m.phase not in ('DONE',"
            + " 'FAILED'))";

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

    @Inject
    SigningKeys keys;

    @Inject
    @ConfigProperty(name = "tenants.erasure-notice-days", defaultValue = "30")
    int noticeDays;

    /** Closes the tenant now and erases it after the notice. {@code TENANT_HELD}, {@code TENANT_STATE_WRONG}. */
    public Tenant schedule(String key, String reason, Operator by) {
        return change(key, TenantState.ERASING, (connection, tenant) -> {
            Instant after = clock.instant().plus(Duration.ofDays(noticeDays));
            boolean moved = AdminSql.update(
                            connection,
                            "update platform.tenant set state = 'ERASING', erase_after = ? where id = ?"
                                    + " and state in ('ACTIVE', 'SUSPENDED') and hold_reason is null",
                            Timestamp.from(after),
                            tenant)
                    == 1;
            if (moved) {
                Operations.record(connection, by, "erasure.scheduled", tenant, key, reason);
            }
            return moved;
        });
    }

    /** Keeps the tenant, suspended as it may have been before; resuming it is a step of its own. {@code TENANT_STATE_WRONG}. */
    public Tenant cancel(String key, Operator by) {
        return change(key, TenantState.SUSPENDED, (connection, tenant) -> {
            boolean moved = AdminSql.update(
                            connection,
                            "update platform.tenant set state = 'SUSPENDED', erase_after = null where id = ?"
                                    + " and state = 'ERASING'",
                            tenant)
                    == 1;
            if (moved) {
                Operations.record(connection, by, "erasure.cancelled", tenant, key, null);
            }
            return moved;
        });
    }

    /** Keeps the tenant from being erased, also when that is scheduled already. */
    public Tenant hold(String key, String reason, Operator by) {
        Tenant tenant = get(key);
        Operations.inTransaction(database, connection -> {
            String hold = "update platform.tenant set hold_reason = ? where id = ?";
            if (AdminSql.update(connection, hold, reason, tenant.id()) == 0) {
                throw new Problem(HttpProblem.NOT_FOUND);
            }
            Operations.record(connection, by, "hold.set", tenant.id(), key, reason);
            return true;
        });
        return get(key);
    }

    /** Ends the legal hold. */
    public Tenant release(String key, Operator by) {
        Tenant tenant = get(key);
        Operations.inTransaction(database, connection -> {
            boolean held = AdminSql.update(
                            connection,
                            "update platform.tenant set hold_reason = null where id = ? and hold_reason is not null",
                            tenant.id())
                    == 1;
            if (held) {
                Operations.record(connection, by, "hold.released", tenant.id(), key, null);
            }
            return held;
        });
        return get(key);
    }

    private interface Change {
        boolean of(Connection connection, UUID tenant) throws SQLException;
    }

    private Tenant change(String key, TenantState wanted, Change change) {
        Tenant before = get(key);
        boolean moved = Operations.inTransaction(database, connection -> change.of(connection, before.id()));
        tenants.refresh();
        Tenant now = get(key);
        // One that is there already is a repeated command.
        if (!moved && now.state() != wanted) {
            throw wanted == TenantState.ERASING && now.holdReason() != null
                    ? new Problem(TenantLifeProblem.TENANT_HELD)
                    : Problem.of(TenantLifeProblem.TENANT_STATE_WRONG, "state", now.state());
        }
        return now;
    }

    private Tenant get(String key) {
        return tenants.byKey(key).orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    /** What is known of the erasure of tenants that had the key; a new tenant may have it now. */
    public List<SignedReceipt> receipts(String key) {
        return database.provisioning().work(connection -> ErasureReceipt.of(connection, key));
    }

    /** Erases every tenant whose time has come; one that fails is logged and tried again by the next call. */
    public void eraseDue() {
        try {
            List<String> due = database.provisioning()
                    .work(connection -> AdminSql.column(
                            connection,
                            "select id from platform.tenant where " + DUE,
                            Timestamp.from(clock.instant())));
            for (String id : due) {
                erase(UUID.fromString(id));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "tenants to be erased could not be looked for", e);
        }
    }

    private void erase(UUID id) {
        try {
            if (Operations.inTransaction(database, connection -> erase(connection, id))) {
                tenants.refresh();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "tenant " + id + " could not be erased", e);
        }
    }

    /** The registry's row is the last to go: killed before, the next call does it all again. */
    private boolean erase(Connection connection, UUID id) throws SQLException {
        if (AdminSql.first(
                        connection,
                        "select id from platform.tenant where " + DUE + " and id = ? for update skip locked",
                        Timestamp.from(clock.instant()),
                        id)
                .isEmpty()) {
            return false;
        }
        Tenant tenant = tenants.byId(id).orElseThrow();
        count(tenant);
        for (String cluster : places(connection, tenant)) {
            if (cluster.equals(Clusters.HOME)) {
                drop(connection, tenant);
            } else {
                database.provisioning(cluster).work(place -> {
                    place.setAutoCommit(false);
                    drop(place, tenant);
                    place.commit();
                    return true;
                });
            }
        }
        forgetKeys(connection, id);
        AdminSql.update(connection, "delete from platform.trusted_issuer where tenant_id = ?", id);
        AdminSql.update(connection, "delete from platform.tenant where id = ?", id);
        if (!keys.maySign()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "no audit.signing-key: the receipt of {0} is not signed",
                    tenant.key());
        }
        ErasureReceipt.end(connection, id, clock.instant(), keys);
        Operations.record(connection, HOUSEKEEPING, "tenant.erased", id, tenant.key(), null);
        LOG.log(System.Logger.Level.INFO, "tenant {0} was erased", tenant.key());
        return true;
    }

    private void count(Tenant tenant) {
        database.provisioning()
                .work(home -> database.provisioning(tenant.cluster()).work(place -> {
                    ErasureReceipt.begin(home, place, tenant, clock.instant());
                    return true;
                }));
    }

    /** Where the tenant is, and where a move that failed may have left a part of it. */
    private static Set<String> places(Connection connection, Tenant tenant) throws SQLException {
        Set<String> places = new LinkedHashSet<>(AdminSql.column(
                connection,
                "select distinct to_cluster from platform.tenant_move where tenant_id = ? and percent > 0"
                        + " and phase = 'FAILED'",
                tenant.id()));
        places.add(tenant.cluster());
        return places;
    }

    private static void drop(Connection connection, Tenant tenant) throws SQLException {
        // A transaction that still runs in the schema must not make every later one wait behind us.
        AdminSql.execute(connection, "set local lock_timeout = '5s'");
        MovedPlatformRows.delete(connection, tenant.roleName());
        Provisioning.drop(connection, tenant.schemaName(), tenant.roleName());
    }

    // Without its key nothing that was sealed for the tenant opens, in a backup either.
    private static void forgetKeys(Connection connection, UUID id) throws SQLException {
        if (AdminSql.first(connection, "select 1 where to_regclass('platform.tenant_key') is not null")
                .isPresent()) {
            AdminSql.update(connection, "delete from platform.tenant_key where tenant_id = ?", id);
        }
    }
}
