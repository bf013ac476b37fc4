package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.InTenant;
import org.crmcontracts.tenants.jobs.JobHandler;
import org.crmcontracts.tenants.jobs.JobPostponed;
import org.crmcontracts.tenants.jobs.JobRun;
import org.crmcontracts.tenants.jobs.NewJob;
import org.crmcontracts.tenants.outbound.GuardedHttp;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends an endpoint what is due for it.
 *
 * <p>Responsibilities: 1. one job an endpoint, so that none waits for another; 2. no call inside a transaction, and each
 * attempt claimed before it and settled after it, so that a worker killed in between leads to the same message once
 * more; 3. a dead endpoint holds a worker for a few calls only.
 */
@ApplicationScoped
public class Delivering implements JobHandler {
    private static final String KIND = "webhook.deliver";
    private static final String ENDPOINT = "endpoint";
    /** How long one turn of the job may begin new calls; then others have theirs. */
    private static final Duration TURN = Duration.ofSeconds(20);

    private static final int FAILURES_IN_A_TURN = 3;
    private static final Duration REST = Duration.ofSeconds(30);

    @Inject
    Outbox outbox;

    @Inject
    WebhookEndpoints endpoints;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    WebhookSecrets secrets;

    @Inject
    SwitchingOff switchingOff;

    @Inject
    GuardedHttp http;

    @Inject
    InTenant inTenant;

    @Inject
    Clock clock;

    @Inject
    @ConfigProperty(name = "webhooks.retry-seconds", defaultValue = RetrySchedule.USUAL)
    String retrySeconds;

    @Inject
    @ConfigProperty(name = "webhooks.off-after-failures", defaultValue = "20")
    int offAfterFailures;

    @Inject
    @ConfigProperty(name = "webhooks.off-after-hours", defaultValue = "24")
    int offAfterHours;

    private record Claimed(WebhookDelivery delivery, WebhookMessage message) {}

    static NewJob job(UUID endpoint) {
        return NewJob.of(KIND, Map.of(ENDPOINT, endpoint.toString())).withKey(endpoint.toString());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        UUID endpoint = UUID.fromString(run.ref(ENDPOINT));
        Instant end = clock.instant().plus(TURN);
        int failed = 0;
        while (failed < FAILURES_IN_A_TURN && clock.instant().isBefore(end)) {
            run.beat();
            Optional<Claimed> claimed = run.inTenant(() -> claim(endpoint));
            if (claimed.isEmpty()) {
                break;
            }
            Attempt attempt = send(claimed.get().message());
            run.inTenant(() -> {
                settle(claimed.get().delivery(), attempt);
                return Boolean.TRUE;
            });
            failed = attempt.isDelivered() ? 0 : failed + 1;
        }
        Optional<Instant> next = run.inTenant(() -> deliveries.nextAt(endpoint));
        if (next.isPresent()) {
            Duration pause = Duration.between(clock.instant(), next.get());
            Duration least = failed < FAILURES_IN_A_TURN ? Duration.ZERO : REST;
            throw new JobPostponed(pause.compareTo(least) < 0 ? least : pause);
        }
    }

    /**
     * Sends a ping to one endpoint now, in whatever state it is, and answers how that went. It is not sent again, and
     * does not count for switching the endpoint off. Blocks for up to ten seconds; call it outside of a transaction.
     */
    public WebhookDelivery ping(Tenant tenant, UUID endpoint) {
        Claimed claimed = inTenant.call(tenant, () -> {
            WebhookEndpoint target = endpoints.get(endpoint);
            UUID event = outbox.addSilently(
                    WebhookEvents.PING, "webhook-endpoints/" + endpoint, Map.of("endpointId", endpoint));
            WebhookDelivery delivery = deliveries.begin(endpoint, event, clock.instant());
            return new Claimed(delivery, message(target, outbox.find(event).orElseThrow()));
        });
        Attempt attempt = send(claimed.message());
        return inTenant.call(tenant, () -> {
            WebhookDelivery.State state =
                    attempt.isDelivered() ? WebhookDelivery.State.DELIVERED : WebhookDelivery.State.FAILED;
            deliveries.settle(claimed.delivery(), attempt, new Verdict(state, null));
            return deliveries.get(claimed.delivery().id());
        });
    }

    private Optional<Claimed> claim(UUID endpoint) {
        return deliveries.claim(endpoint, clock.instant()).map(delivery -> {
            CloudEvent event = outbox.find(delivery.eventId()).orElseThrow();
            return new Claimed(delivery, message(endpoints.get(endpoint), event));
        });
    }

    private WebhookMessage message(WebhookEndpoint endpoint, CloudEvent event) {
        return new WebhookMessage(endpoint.url(), secrets.live(CurrentTenant.get(), endpoint, clock.instant()), event);
    }

    private Attempt send(WebhookMessage message) {
        long begun = System.nanoTime();
        return Attempt.of(
                http.call(message.request(clock.instant())),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                clock.instant());
    }

    private void settle(WebhookDelivery claimed, Attempt attempt) {
        Instant now = clock.instant();
        Optional<WebhookEndpoint> locked = endpoints.lock(claimed.endpointId());
        if (locked.isEmpty()) {
            return;
        }
        Verdict verdict = Verdict.on(attempt, claimed.attempts(), claimed.id(), RetrySchedule.of(retrySeconds), now);
        deliveries.settle(claimed, attempt, verdict);
        WebhookEndpoint before = locked.get();
        WebhookEndpoint after = before.after(
                attempt, new WebhookEndpoint.Patience(offAfterFailures, Duration.ofHours(offAfterHours)), now);
        if (!after.equals(before)) {
            endpoints.save(after);
        }
        if (after.state() == WebhookEndpoint.State.OFF && before.state() != WebhookEndpoint.State.OFF) {
            switchingOff.tell(after);
        }
    }
}
