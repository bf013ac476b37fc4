package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobQueue;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.jobs.NewJob;

/** Makes a delivery of each new event for each active endpoint that wants it; sends nothing itself. */
@ApplicationScoped
public class Relaying implements JobHandler {
    private static final String KIND = "event.relay";
    private static final int BATCH = 200;

    @Inject
    Outbox outbox;

    @Inject
    WebhookEndpoints endpoints;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    JobQueue jobs;

    @Inject
    Clock clock;

    /** One a tenant, however many events wait. */
    static NewJob job() {
        return NewJob.of(KIND, Map.of()).withKey("all");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        while (run.inTenant(this::relay)) {
            run.beat();
        }
    }

    /** One transaction: an event is marked and its deliveries stand, or neither. True if there may be more. */
    private boolean relay() {
        List<Outbox.Waiting> events = outbox.waiting(BATCH);
        List<WebhookEndpoint> active = endpoints.active();
        List<WebhookDeliveries.Wanted> wanted = new ArrayList<>();
        Set<UUID> receivers = new LinkedHashSet<>();
        for (Outbox.Waiting event : events) {
            for (WebhookEndpoint endpoint : active) {
                if (endpoint.types().match(event.type())) {
                    wanted.add(new WebhookDeliveries.Wanted(endpoint.id(), event.id()));
                    receivers.add(endpoint.id());
                }
            }
        }
        deliveries.add(wanted, clock.instant());
        outbox.relayed(events);
        receivers.forEach(endpoint -> jobs.add(Delivering.job(endpoint)));
        return events.size() == BATCH;
    }
}
