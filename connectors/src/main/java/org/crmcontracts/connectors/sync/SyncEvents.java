package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.events.EventCatalogue;
import org.crmcontracts.tenants.events.EventType;

/** What receivers outside are told of the sync: counts, no customers. */
@ApplicationScoped
public class SyncEvents implements EventCatalogue {
    static final EventType FINISHED = new EventType(
            "sync-run.finished",
            SyncEvents.class,
            "connections/0190a6f5-7b1e-7c3d-8a11-000000000001/runs",
            Map.of(
                    "runId",
                    "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                    "connectionId",
                    "0190a6f5-7b1e-7c3d-8a11-000000000001",
                    "outcome",
                    SyncRun.Outcome.FAILED.name(),
                    "created",
                    3,
                    "updated",
                    12,
                    "quarantined",
                    1,
                    "deleted",
                    0,
                    "problemCode",
                    "THROTTLED"));

    static Map<String, Object> data(SyncRun run) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("runId", run.id());
        data.put("connectionId", run.connectionId());
        data.put("outcome", run.outcome());
        data.put("created", run.created());
        data.put("updated", run.updated());
        data.put("quarantined", run.quarantined());
        data.put("deleted", run.deleted());
        data.put("problemCode", run.problemCode());
        return data;
    }

    /** A pull that found nothing new is not worth a message: most of them do. */
    static boolean isWorthTelling(SyncRun run) {
        return run.outcome() == SyncRun.Outcome.FAILED
                || run.created() + run.updated() + run.quarantined() + run.deleted() > 0;
    }

    @Override
    public List<EventType> types() {
        return List.of(FINISHED);
    }
}
