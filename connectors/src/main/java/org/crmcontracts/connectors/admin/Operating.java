package org.crmcontracts.connectors.admin;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.crmcontracts.connectors.mapping.FieldRule;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Conflicts;
import org.crmcontracts.connectors.sync.ConnectionStatus;
import org.crmcontracts.connectors.sync.ConnectionStatuses;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.DecidingConflicts;
import org.crmcontracts.connectors.sync.DryRunning;
import org.crmcontracts.connectors.sync.Mappings;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.Pulling;
import org.crmcontracts.connectors.sync.Quarantine;
import org.crmcontracts.connectors.sync.Reconciling;
import org.crmcontracts.connectors.sync.Replaying;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.connectors.sync.Undoing;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.registry.Tenant;

/** What an administrator does with a connection that exists: runs of all kinds, pauses, decisions, and its mapping. */
@ApplicationScoped
public class Operating {
    private static final int MOST_REPAIRS = 10_000;

    @Inject
    Connections connections;

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
    DecidingConflicts deciding;

    @Inject
    Conflicts conflicts;

    @Inject
    Quarantine quarantine;

    @Inject
    Mappings mappings;

    @Inject
    ConnectionStatuses statuses;

    @Inject
    PullJob pullJob;

    @Inject
    InTenant inTenant;

    @Inject
    AuditLog audit;

    @Resource
    ManagedExecutorService executor;

    /** Begins a run and lets it work in the background; the problems of {@link SyncSessions#begin}. */
    public RunView start(UUID connection, SyncRun.Kind kind, Caller caller) {
        Tenant tenant = caller.tenant();
        return switch (kind) {
            case DRY -> begun(drying.begin(tenant, connection), caller, run -> drying.work(tenant, run));
            case RECONCILE -> begun(
                    reconciling.begin(tenant, connection), caller, run -> reconciling.work(tenant, run));
            case PULL, FULL -> begun(
                    pulling.begin(tenant, connection, kind == SyncRun.Kind.FULL),
                    caller,
                    run -> pulling.work(tenant, run));
            case PUSH, REPAIR, UNDO -> throw new Problem(SyncProblem.RUN_KIND_UNKNOWN);
        };
    }

    private RunView begun(SyncSessions.Begun begun, Caller caller, Consumer<SyncSessions.Begun> work) {
        RunView view = inTenant.call(caller.tenant(), () -> {
            pullJob.schedule(begun.connection());
            SyncRun run = runs.get(begun.connection(), begun.run());
            audit.append(
                    Actor.of(caller),
                    "sync-run.started",
                    "connection",
                    begun.connection(),
                    Map.of("run", begun.run().toString(), "kind", run.kind().name()));
            return RunView.of(run);
        });
        // Nothing is done that is not written down: a run that dies here is closed by the next.
        executor.submit(() -> work.accept(begun));
        return view;
    }

    /** {@code RUN_NOT_FOUND}. */
    @Transactional
    public RunView run(UUID connection, UUID run) {
        return RunView.of(runs.get(connection, run));
    }

    /** {@code RUN_NOT_FOUND}. */
    @Transactional
    public List<SyncRuns.Change> changes(UUID connection, UUID run, int after, int limit) {
        runs.get(connection, run);
        return runs.changes(run, after, limit);
    }

    /** Takes a run back, in the background; {@code RUN_NOT_FOUND}, {@code RUN_CANNOT_BE_UNDONE}. */
    public RunView undo(UUID connection, UUID run, Caller caller) {
        return begun(
                undoing.begin(caller.tenant(), connection, run), caller, begun -> undoing.work(caller.tenant(), begun));
    }

    /** Makes good lines of a comparison, in the background; {@code RUN_NOT_FOUND}. */
    public RunView repair(UUID connection, UUID run, Set<Integer> chosen, Caller caller) {
        List<SyncRuns.Change> lines = inTenant.call(caller.tenant(), () -> {
            if (runs.get(connection, run).kind() != SyncRun.Kind.RECONCILE) {
                throw new Problem(SyncProblem.RUN_KIND_UNKNOWN);
            }
            return runs.changes(run, 0, MOST_REPAIRS).stream()
                    .filter(line -> chosen.contains(line.seq()))
                    .toList();
        });
        return begun(
                reconciling.beginRepair(caller.tenant(), connection),
                caller,
                begun -> reconciling.repair(caller.tenant(), begun, lines));
    }

    /** Tries a held record again, in the background; {@code QUARANTINE_NOT_FOUND}. */
    public RunView replay(UUID connection, RemoteKind kind, String id, Caller caller) {
        return begun(
                replaying.begin(caller.tenant(), connection, kind, id),
                caller,
                begun -> replaying.work(caller.tenant(), begun, kind, id));
    }

    @Transactional
    public void pause(UUID connection, String reason, Caller caller) {
        connections.require(connection);
        connections.pause(connection, reason);
        audit.append(Actor.of(caller), "connection.paused", "connection", connection, Map.of("reason", reason));
    }

    @Transactional
    public void resume(UUID connection, Caller caller) {
        connections.require(connection);
        connections.resume(connection);
        pullJob.schedule(connection);
        audit.append(Actor.of(caller), "connection.resumed", "connection", connection, Map.of());
    }

    /** Lets the next pull follow so many deletions at once. */
    @Transactional
    public void acceptDeletions(UUID connection, int count, Caller caller) {
        connections.require(connection);
        connections.acceptDeletions(connection, count);
        audit.append(
                Actor.of(caller), "connection.deletions-accepted", "connection", connection, Map.of("count", count));
    }

    /** How a connection is doing; {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public ConnectionStatus status(UUID connection) {
        return statuses.of(connection);
    }

    @Transactional
    public List<Quarantine.Entry> quarantine(UUID connection, int limit) {
        connections.require(connection);
        return quarantine.all(connection, limit);
    }

    @Transactional
    public List<Conflicts.Conflict> conflicts(UUID connection, int limit) {
        connections.require(connection);
        return conflicts.open(connection, limit);
    }

    /** {@code CONFLICT_NOT_FOUND}. */
    @Transactional
    public void decide(UUID connection, UUID conflict, DecisionRequest request, Caller caller) {
        Conflicts.Conflict decided = deciding.decide(
                connection, conflict, request.decision(), request.value(), request.remember(), caller.userId());
        audit.append(
                Actor.of(caller),
                "sync-conflict.decided",
                decided.kind() == RemoteKind.ACCOUNT ? "customer" : "contact",
                decided.localId(),
                Map.of("field", decided.field(), "decision", request.decision().name()));
    }

    @Transactional
    public List<RuleView> mapping(UUID connection) {
        connections.require(connection);
        return mappings.rules(connection).stream().map(RuleView::of).toList();
    }

    /** Everything is read again under another mapping; {@code MAPPING_INVALID}. */
    @Transactional
    public List<RuleView> map(UUID connection, List<RuleView> rules, Caller caller) {
        connections.require(connection);
        Set<String> seen = new HashSet<>();
        List<FieldRule> valid = new ArrayList<>();
        for (RuleView rule : rules) {
            if (!Mappings.isOurs(rule.kind(), rule.ours())
                    || rule.theirs().isBlank()
                    || !seen.add(rule.kind() + " " + rule.ours())) {
                throw new Problem(SyncProblem.MAPPING_INVALID, Map.of("field", rule.ours()));
            }
            valid.add(new FieldRule(
                    new FieldMapping(rule.kind(), rule.ours(), rule.theirs().strip(), rule.owner()),
                    rule.blankWins(),
                    null));
        }
        mappings.change(connection, valid);
        audit.append(Actor.of(caller), "connection.mapped", "connection", connection, Map.of("fields", valid.size()));
        return mapping(connection);
    }
}
