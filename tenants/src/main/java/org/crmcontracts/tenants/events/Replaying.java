package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.jobs.NewJob;

/** Lets past events wait for delivery again, page by page; each page's progress stands in its own transaction. */
@ApplicationScoped
public class Replaying implements JobHandler {
    private static final String KIND = "webhook.replay";
    private static final String REPLAY = "replay";
    private static final int BATCH = 200;

    @Inject
    WebhookReplays replays;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    JobQueue jobs;

    @Inject
    Clock clock;

    static NewJob job(UUID replay) {
        return NewJob.of(KIND, Map.of(REPLAY, replay.toString())).withKey(replay.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        UUID id = UUID.fromString(run.ref(REPLAY));
        while (run.inTenant(() -> page(id))) {
            run.beat();
        }
    }

    /** True if there is more to do; nothing is left to do for one whose endpoint was removed. */
    private boolean page(UUID id) {
        WebhookReplay replay = replays.find(id).orElse(null);
        if (replay == null || replay.state() == WebhookReplay.State.DONE) {
            return false;
        }
        List<UUID> events = replays.next(replay, BATCH);
        boolean more = events.size() == BATCH;
        deliveries.addAgain(
                events.stream()
                        .map(event -> new WebhookDeliveries.Wanted(replay.endpointId(), event))
                        .toList(),
                clock.instant());
        replays.moved(
                id,
                events.size(),
                events.isEmpty() ? null : events.get(events.size() - 1),
                more ? WebhookReplay.State.RUNNING : WebhookReplay.State.DONE);
        jobs.add(Delivering.job(replay.endpointId()));
        return more;
    }
}
