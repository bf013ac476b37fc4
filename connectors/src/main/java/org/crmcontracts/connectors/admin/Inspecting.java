package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.connectors.sync.ConnectionStatus;
import org.crmcontracts.connectors.sync.ConnectionStatuses;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.Quarantine;
import org.crmcontracts.connectors.sync.SyncRun;
import org.crmcontracts.connectors.sync.SyncRuns;
import org.crmcontracts.tenants.http.Page;
import org.jspecify.annotations.Nullable;

/** Shows how a connection is doing, what its runs did, and what is held back. */
@ApplicationScoped
public class Inspecting {
    @Inject
    Connections connections;

    @Inject
    ConnectionStatuses statuses;

    @Inject
    SyncRuns runs;

    @Inject
    Quarantine quarantine;

    /** {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public ConnectionStatus status(UUID connection) {
        return statuses.of(connection);
    }

    /** The newest first; {@code CONNECTION_NOT_FOUND}, {@code BAD_CURSOR}. */
    @Transactional
    public Page<RunView> runs(UUID connection, @Nullable String cursor, int limit) {
        connections.require(connection);
        List<SyncRun> found = runs.of(connection, Cursors.place(cursor), limit + 1);
        return Cursors.page(
                found.stream().map(RunView::of).toList(), limit, last -> Cursors.of(last.startedAt(), last.id()));
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

    /** Those that were held first come first; {@code CONNECTION_NOT_FOUND}, {@code BAD_CURSOR}. */
    @Transactional
    public Page<Quarantine.Entry> quarantine(UUID connection, @Nullable String cursor, int limit) {
        connections.require(connection);
        return Cursors.page(
                quarantine.all(connection, Cursors.held(cursor), limit + 1), limit, last -> Cursors.of(last));
    }
}
