package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.DryRunning;
import org.crmcontracts.connectors.sync.Pulling;
import org.crmcontracts.connectors.sync.Reconciling;
import org.crmcontracts.connectors.sync.Replaying;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.connectors.sync.Undoing;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/** Runs of all kinds that an administrator begins. */
@ApplicationScoped
public class StartingRuns {
    private static final int MOST_REPAIRS = 10_000;

    @Inject
    BackgroundRuns background;

    @Inject
    SyncRuns runs;

    @Inject
    Pulling pulling;

    @Inject
    DryRunning drying;

    @Inject
    Reconciling reconciling;

    @Inject
    Undoing undoing;

    @Inject
    Replaying replaying;

    @Inject
    InTenant inTenant;

    /** {@code RUN_KIND_UNKNOWN} and the problems of {@link SyncSessions#begin}. */
    public RunView start(IdempotencyKey key, UUID connection, SyncRun.Kind kind, Caller caller) {
        Tenant tenant = caller.tenant();
        Actor by = Actor.of(caller);
        List<Object> request = List.of(connection, kind);
        return switch (kind) {
            case DRY -> background.begin(
                    key,
                    "sync-run.start",
                    request,
                    caller,
                    () -> drying.begin(tenant, connection, by),
                    run -> drying.work(tenant, run));
            case RECONCILE -> background.begin(
                    key,
                    "sync-run.start",
                    request,
                    caller,
                    () -> reconciling.begin(tenant, connection, by),
                    run -> reconciling.work(tenant, run));
            case PULL, FULL -> background.begin(
                    key,
                    "sync-run.start",
                    request,
                    caller,
                    () -> pulling.begin(tenant, connection, kind == SyncRun.Kind.FULL, by),
                    run -> pulling.work(tenant, run));
            case PUSH, NOTICE, REPAIR, UNDO -> throw new Problem(SyncProblem.RUN_KIND_UNKNOWN);
        };
    }

    /** Takes a run back; {@code RUN_NOT_FOUND}, {@code RUN_CANNOT_BE_UNDONE}. */
    public RunView undo(IdempotencyKey key, UUID connection, UUID run, Caller caller) {
        return background.begin(
                key,
                "sync-run.undo",
                List.of(connection, run),
                caller,
                () -> undoing.begin(caller.tenant(), connection, run, Actor.of(caller)),
                begun -> undoing.work(caller.tenant(), begun));
    }

    /** Makes good lines of a comparison; {@code RUN_NOT_FOUND}. */
    public RunView repair(IdempotencyKey key, UUID connection, UUID run, Set<Integer> chosen, Caller caller) {
        List<SyncRuns.Change> lines = inTenant.call(caller.tenant(), () -> {
            if (runs.get(connection, run).kind() != SyncRun.Kind.RECONCILE) {
                throw new Problem(SyncProblem.RUN_KIND_UNKNOWN);
            }
            return runs.changes(run, 0, MOST_REPAIRS).stream()
                    .filter(line -> chosen.contains(line.seq()))
                    .toList();
        });
        return background.begin(
                key,
                "sync-run.repair",
                List.of(connection, run, new TreeSet<>(chosen)),
                caller,
                () -> reconciling.beginRepair(caller.tenant(), connection, Actor.of(caller)),
                begun -> reconciling.repair(caller.tenant(), begun, lines));
    }

    /** Tries a held record again; {@code QUARANTINE_NOT_FOUND}. */
    public RunView replay(IdempotencyKey key, UUID connection, RemoteKind kind, String id, Caller caller) {
        return background.begin(
                key,
                "sync-quarantine.replay",
                List.of(connection, kind, id),
                caller,
                () -> replaying.begin(caller.tenant(), connection, kind, id, Actor.of(caller)),
                begun -> replaying.work(caller.tenant(), begun, kind, id));
    }
}
