package org.crmcontracts.tenants.checkpoints;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.events.EventCatalogue;
import org.crmcontracts.tenants.events.EventType;

/** Hands checkpoints out to the receivers of webhooks. */
@ApplicationScoped
public class CheckpointEvents implements EventCatalogue {
    static final EventType ISSUED = new EventType(
            "audit.checkpoint.issued",
            CheckpointEvents.class,
            "audit-checkpoints/0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
            Map.of(
                    "checkpointId",
                    "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                    "seq",
                    1_024,
                    "hash",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    "jws",
                    "eyJ0eXAiOiJhdWRpdC1jaGVja3BvaW50K2pzb24ifQ…"));

    @Override
    public List<EventType> types() {
        return List.of(ISSUED);
    }
}
