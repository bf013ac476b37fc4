package org.crmcontracts.tenants.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The end of a tenant: announced, taken back while there is time, and carried out. A legal hold stops both.
 *
 * <p>Erasing drops schema and role and forgets the tenant's issuers and name in one transaction; what stays is the
 * operations' rows with its id and key, the last of which is the receipt.
 */
@ApplicationScoped
public class Erasure {
    private static final System.Logger LOG = System.getLogger(Erasure.class.getName());
    private static final Operator HOUSEKEEPING = new Operator("system", "Housekeeping");

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    Clock clock;

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

    /** Erases every tenant whose time has come; one that fails is logged and tried again by the next call. */
    public void eraseDue() {
        try {
            while (Operations.inTransaction(database, this::eraseOne)) {
                tenants.refresh();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a tenant could not be erased", e);
        }
    }

    private boolean eraseOne(Connection connection) throws SQLException {
        Optional<String> due = AdminSql.first(
                connection,
                "select id from platform.tenant where state = 'ERASING' and erase_after <= ? and hold_reason is null"
                        + " order by erase_after limit 1 for update skip locked",
                Timestamp.from(clock.instant()));
        if (due.isEmpty()) {
            return false;
        }
        UUID id = UUID.fromString(due.get());
        Tenant tenant = tenants.byId(id).orElseThrow();
        // A transaction that still runs in the schema must not make every later one wait behind us.
        AdminSql.execute(connection, "set local lock_timeout = '5s'");
        Provisioning.drop(connection, tenant.schemaName(), tenant.roleName());
        AdminSql.update(connection, "delete from platform.job where tenant_role = ?", tenant.roleName());
        AdminSql.update(connection, "delete from platform.trusted_issuer where tenant_id = ?", id);
        AdminSql.update(connection, "delete from platform.tenant where id = ?", id);
        Operations.record(connection, HOUSEKEEPING, "tenant.erased", id, tenant.key(), null);
        LOG.log(System.Logger.Level.INFO, "tenant {0} was erased", tenant.key());
        return true;
    }
}
