package org.crmcontracts.tenants.provisioning;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Operator;
import org.crmcontracts.tenants.registry.PlacementProblem;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.crmcontracts.tenants.registry.Tenants;

/**
 * Moves tenants between clusters, in the background. A move whose process was killed is taken up by any node's next
 * housekeeping: before the switch it begins anew, after it only the old place is left to be removed.
 */
@ApplicationScoped
public class TenantMoves {
    private static final System.Logger LOG = System.getLogger(TenantMoves.class.getName());

    @Inject
    AdminDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    ClusterLoads loads;

    @Inject
    Ids ids;

    @Resource
    ManagedScheduledExecutorService executor;

    /**
     * Begins to move the tenant. {@code NOT_FOUND}, {@code CLUSTER_UNKNOWN}, {@code CLUSTER_DOWN},
     * {@code TENANT_THERE_ALREADY}, {@code TENANT_MOVES_ALREADY} if it is on its way elsewhere,
     * {@code TENANT_STATE_WRONG} unless it is active or suspended.
     */
    public TenantMove begin(String key, String cluster, Operator by) {
        Tenant tenant = tenants.byKey(key).orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
        loads.place(cluster);
        loads.place(tenant.cluster());
        if (tenant.cluster().equals(cluster)) {
            throw new Problem(PlacementProblem.TENANT_THERE_ALREADY);
        }
        if (tenant.state() != TenantState.ACTIVE && tenant.state() != TenantState.SUSPENDED) {
            throw Problem.of(TenantLifeProblem.TENANT_STATE_WRONG, "state", tenant.state());
        }
        boolean begun = Operations.inTransaction(database, connection -> {
            int inserted = AdminSql.update(
                    connection,
                    "insert into platform.tenant_move (id, tenant_id, tenant_key, from_cluster, to_cluster, phase,"
                            + " requested_by) values (?, ?, ?, ?, ?, 'PREPARE', ?) on conflict do nothing",
                    ids.next(),
                    tenant.id(),
                    key,
                    tenant.cluster(),
                    cluster,
                    by.name());
            if (inserted == 1) {
                Operations.record(connection, by, "move.begun", tenant.id(), key, tenant.cluster() + " -> " + cluster);
            }
            return inserted == 1;
        });
        TenantMove move = latest(tenant);
        if (!begun && (move.phase().isOver() || !move.to().equals(cluster))) {
            throw new Problem(PlacementProblem.TENANT_MOVES_ALREADY);
        }
        executor.submit(() -> run(move.id()));
        return move;
    }

    /** The tenant's running or last move. {@code NOT_FOUND}. */
    public TenantMove current(String key) {
        return latest(tenants.byKey(key).orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND)));
    }

    private TenantMove latest(Tenant tenant) {
        return database
                .provisioning()
                .work(connection ->
                        select(connection, "tenant_id = ? order by created_at desc, id desc limit 1", tenant.id()))
                .stream()
                .findFirst()
                .orElseThrow(() -> new Problem(HttpProblem.NOT_FOUND));
    }

    /** Takes up every move that no process is at. */
    void resume() {
        try {
            database.provisioning()
                    .work(connection -> AdminSql.column(
                            connection,
                            "select id from platform.tenant_move where phase not in ('DONE', 'FAILED')"
                                    + " order by created_at"))
                    .forEach(id -> executor.submit(() -> run(UUID.fromString(id))));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "moves could not be looked for", e);
        }
    }

    private void run(UUID id) {
        // The session's lock ends with the process.
        String lock = "(hashtextextended('tenant move " + id + "', 0))";
        try {
            database.provisioning().work(connection -> {
                boolean mine = AdminSql.first(connection, "select pg_try_advisory_lock" + lock)
                        .orElse("f")
                        .equals("t");
                if (mine) {
                    new MoveRun(database, connection, id, tenants).go();
                }
                return mine;
            });
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "move " + id + " was interrupted; it will be taken up again", e);
        }
    }

    static List<TenantMove> select(Connection connection, String where, Object argument) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + TenantMove.COLUMNS + " from platform.tenant_move where " + where)) {
            select.setObject(1, argument);
            try (ResultSet rows = select.executeQuery()) {
                List<TenantMove> moves = new ArrayList<>();
                while (rows.next()) {
                    moves.add(TenantMove.of(rows));
                }
                return moves;
            }
        }
    }
}
