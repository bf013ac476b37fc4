package org.crmcontracts.tenants.provisioning;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.Tenants;

/** One process's work on one move, while it holds the move's lock. */
final class MoveRun {
    private static final System.Logger LOG = System.getLogger(MoveRun.class.getName());
    private static final Operator MOVER = new Operator("system", "Tenant move");
    private static final int MAX_FAULT = 500;

    /** Rounds before the tenant is closed end when one has no more rows than this. */
    private static final long FEW = 500;

    private static final int MOST_ROUNDS = 5;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final AdminDatabase database;
    private final Connection home;
    private final UUID id;
    private final Tenants tenants;

    MoveRun(AdminDatabase database, Connection home, UUID id, Tenants tenants) {
        this.database = database;
        this.home = home;
        this.id = id;
        this.tenants = tenants;
    }

    void go() throws SQLException {
        TenantMove move = read();
        Tenant tenant = tenants.byId(move.tenantId()).orElse(null);
        if (tenant == null) {
            fail(move, "the tenant is gone");
        } else if (move.phase() == MovePhase.CLEAN) {
            clean(move, tenant);
        } else if (!move.phase().isOver()) {
            begin(move, tenant);
        }
    }

    private void begin(TenantMove move, Tenant tenant) throws SQLException {
        try {
            // A killed process may have left the old place closed.
            reopen(move, tenant);
            prepare(move, tenant);
            copy(move, tenant);
        } catch (SQLException | RuntimeException e) {
            TenantMove now = read();
            if (now.phase() != MovePhase.CLEAN) {
                LOG.log(System.Logger.Level.ERROR, "tenant " + tenant.key() + " was not moved", e);
                reopen(now, tenant);
                discardCopy(now, tenant);
                fail(now, String.valueOf(e.getMessage()));
                return;
            }
        }
        tenants.refresh();
        clean(read(), tenant);
    }

    private void prepare(TenantMove move, Tenant tenant) throws SQLException {
        String known =
                "select 1 from platform.tenant_move where to_cluster = ? and tenant_id = ? and id <> ? and percent > 0";
        boolean ours = move.percent() > 0
                || AdminSql.first(home, known, move.to(), tenant.id(), id).isPresent();
        Provisioning target = database.provisioning(move.to());
        target.work(connection -> {
            if (!ours
                    && (AdminSql.exists(connection, "select 1 from pg_roles where rolname = ?", tenant.roleName())
                            || AdminSql.exists(
                                    connection, "select 1 from pg_namespace where nspname = ?", tenant.schemaName()))) {
                throw new IllegalStateException(
                        "the cluster has a schema or a role of this name that is not the tenant's");
            }
            return true;
        });
        advance(MovePhase.PREPARE, 1);
        target.work(connection -> {
            connection.setAutoCommit(false);
            AdminSql.execute(connection, "set local lock_timeout = '5s'");
            Provisioning.drop(connection, tenant.schemaName(), tenant.roleName());
            connection.commit();
            connection.setAutoCommit(true);
            target.build(connection, tenant.schemaName());
            return true;
        });
        advance(MovePhase.COPY, 5);
    }

    private void copy(TenantMove move, Tenant tenant) throws SQLException {
        try (Connection source = database.dataSource(move.from()).getConnection();
                Connection target = database.dataSource(move.to()).getConnection()) {
            TenantCopy copy = new TenantCopy(source, target, tenant.schemaName());
            copy.copyAll(percent -> advance(MovePhase.COPY, 5 + percent * 80 / 100));
            for (int i = 0; i < MOST_ROUNDS && copy.catchUp() > FEW; i++) {
                advance(MovePhase.COPY, 86 + i);
            }
            AdminSql.update(
                    home,
                    "update platform.tenant_move set row_count = ?, copy_millis = ? where id = ?",
                    copy.rows(),
                    copy.copyMillis(),
                    id);
            long closed = System.nanoTime();
            close(move, tenant);
            copy.finish();
            switchOver(move, tenant, closed);
        }
    }

    /** From here on the database itself refuses the tenant's writes at the old place, whatever a node still believes. */
    private void close(TenantMove move, Tenant tenant) {
        database.provisioning(move.from()).work(connection -> {
            String granted = AdminSql.text(connection, GRANTS, tenant.roleName(), tenant.schemaName());
            AdminSql.update(
                    home,
                    "update platform.tenant_move set phase = 'CLOSE', percent = 92, reopening = ? where id = ?",
                    granted,
                    id);
            AdminSql.execute(
                    connection,
                    AdminSql.text(
                            connection,
                            "select format('revoke insert, update, delete, truncate on all tables in schema %I from"
                                    + " %I', ?, ?)",
                            tenant.schemaName(),
                            tenant.roleName()));
            awaitWriters(connection, tenant);
            return true;
        });
    }

    /** Statements that give a role again what it may write in a schema, column by column where it was granted so. */
    private static final String GRANTS =
            """
        with asked as (select ?::text as role, ?::text as schema),
        given as (
          select c.oid, null::text as col, (aclexplode(c.relacl)).* from pg_class c, asked
           where c.relnamespace = quote_ident(asked.schema)::regnamespace and c.relkind = 'r'
          union all
          select c.oid, quote_ident(a.attname), (aclexplode(a.attacl)).* from pg_class c
            join pg_attribute a on a.attrelid = c.oid, asked
           where c.relnamespace = quote_ident(asked.schema)::regnamespace and c.relkind = 'r')
        select coalesce(string_agg(format('grant %s%s on %s to %I', privilege_type, ' (' || col || ')',
                 oid::regclass, asked.role), ';' order by oid, col, privilege_type), '')
          from given, asked where grantee = quote_ident(asked.role)::regrole
           and privilege_type in ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')
        """;

    /** A transaction that had written keeps its table locked until it ends; one that comes later finds no right. */
    private static void awaitWriters(Connection connection, Tenant tenant) throws SQLException {
        connection.setAutoCommit(false);
        AdminSql.execute(connection, "set local lock_timeout = '5s'");
        try {
            for (String table : AdminSql.column(
                    connection,
                    "select c.oid::regclass from pg_class c where c.relkind = 'r'"
                            + " and c.relnamespace = quote_ident(?)::regnamespace order by c.oid",
                    tenant.schemaName())) {
                AdminSql.execute(connection, "lock table " + table + " in share mode");
            }
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new IllegalStateException("a transaction of the tenant did not end within 5 s", e);
            }
            throw e;
        }
        connection.commit();
    }

    private void switchOver(TenantMove move, Tenant tenant, long closed) throws SQLException {
        lend(move.from(), tenant, false);
        home.setAutoCommit(false);
        try {
            int moved = AdminSql.update(
                    home,
                    "update platform.tenant set cluster = ? where id = ? and cluster = ?",
                    move.to(),
                    tenant.id(),
                    move.from());
            if (moved != 1) {
                throw new IllegalStateException("the tenant is not at the old place any more");
            }
            AdminSql.update(
                    home,
                    "update platform.tenant_move set phase = 'CLEAN', percent = 98, closed_millis = ? where id = ?",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - closed),
                    id);
            Operations.record(home, MOVER, "tenant.moved", tenant.id(), tenant.key(), move.from() + " -> " + move.to());
            home.commit();
        } finally {
            home.rollback();
            home.setAutoCommit(true);
        }
        tenants.refresh();
        LOG.log(System.Logger.Level.INFO, "tenant {0} moved from {1} to {2}", tenant.key(), move.from(), move.to());
    }

    /** Whether the server's login role may become the tenant's. */
    private void lend(String cluster, Tenant tenant, boolean lent) {
        Provisioning place = database.provisioning(cluster);
        place.work(connection -> {
            place.lend(connection, tenant.roleName(), lent);
            return true;
        });
    }

    private void clean(TenantMove move, Tenant tenant) throws SQLException {
        MovedPlatformRows.move(database.dataSource(move.from()), database.dataSource(move.to()), tenant.roleName());
        database.provisioning(move.from()).work(connection -> {
            connection.setAutoCommit(false);
            AdminSql.execute(connection, "set local lock_timeout = '5s'");
            Provisioning.drop(connection, tenant.schemaName(), tenant.roleName());
            connection.commit();
            return true;
        });
        AdminSql.update(
                home,
                "update platform.tenant_move set phase = 'DONE', percent = 100, ended_at = now() where id = ?",
                id);
    }

    private void reopen(TenantMove move, Tenant tenant) {
        String grants = move.reopening();
        if (grants == null) {
            return;
        }
        lend(move.from(), tenant, true);
        if (!grants.isEmpty()) {
            database.provisioning(move.from()).work(connection -> {
                AdminSql.execute(connection, grants);
                return true;
            });
        }
    }

    private void discardCopy(TenantMove move, Tenant tenant) {
        if (move.percent() == 0) {
            return;
        }
        try {
            database.provisioning(move.to()).work(connection -> {
                connection.setAutoCommit(false);
                AdminSql.execute(connection, "set local lock_timeout = '5s'");
                Provisioning.drop(connection, tenant.schemaName(), tenant.roleName());
                connection.commit();
                return true;
            });
        } catch (RuntimeException e) {
            // The tenant's next move there removes it.
            LOG.log(System.Logger.Level.WARNING, "half a copy of tenant {0} is left on {1}", tenant.key(), move.to());
        }
    }

    private void fail(TenantMove move, String reason) throws SQLException {
        AdminSql.update(
                home,
                "update platform.tenant_move set phase = 'FAILED', fault = ?, ended_at = now() where id = ?",
                reason.substring(0, Math.min(MAX_FAULT, reason.length())),
                move.id());
    }

    private TenantMove read() throws SQLException {
        List<TenantMove> found = TenantMoves.select(home, "id = ?", id);
        return found.get(0);
    }

    private void advance(MovePhase phase, int percent) {
        try {
            AdminSql.update(
                    home,
                    "update platform.tenant_move set phase = ?, percent = ? where id = ?",
                    phase.name(),
                    percent,
                    id);
        } catch (SQLException e) {
            throw new IllegalStateException("the move's progress could not be kept", e);
        }
    }
}
