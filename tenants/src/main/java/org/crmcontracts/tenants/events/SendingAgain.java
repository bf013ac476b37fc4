package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.jobs.JobQueue;

/** Use cases: an admin has events of the past sent again, under the ids that they had. */
@ApplicationScoped
@Transactional
public class SendingAgain {
    /** What one request may ask for, in events. */
    static final int MOST = 10_000;

    @Inject
    WebhookEndpoints endpoints;

    @Inject
    WebhookDeliveries deliveries;

    @Inject
    WebhookReplays replays;

    @Inject
    EventTypes types;

    @Inject
    JobQueue jobs;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Which events.
     *
     * @param types patterns; empty for those that the endpoint asked for
     */
    public record Span(Instant since, Instant until, List<String> types) {}

    /** One delivery, now; {@code WEBHOOK_DELIVERY_NOT_FOUND}, {@code WEBHOOK_ENDPOINT_OFF}. */
    public WebhookDelivery one(UUID delivery, Caller caller) {
        WebhookDelivery found = deliveries.get(delivery);
        requireOn(found.endpointId());
        deliveries.replay(delivery, clock.instant());
        jobs.add(Delivering.job(found.endpointId()));
        audit.append(
                Actor.of(caller),
                "webhook.replayed",
                WebhookEndpoint.SUBJECT,
                found.endpointId(),
                Map.of("eventId", found.eventId()));
        return deliveries.get(delivery);
    }

    /**
     * All that an endpoint was or would have been sent in a span of time, as a job; {@code WEBHOOK_ENDPOINT_NOT_FOUND},
     * {@code WEBHOOK_ENDPOINT_OFF}, {@code WEBHOOK_REPLAY_TOO_LARGE}.
     */
    public WebhookReplay all(UUID endpoint, Span span, IdempotencyKey key, Caller caller) {
        check(span);
        UUID begun = idempotency.once(key, "webhook.replay " + endpoint, span, UUID.class, () -> {
            WebhookReplay replay = counted(endpoint, requireOn(endpoint), span);
            replays.add(replay);
            jobs.add(Replaying.job(replay.id()));
            audit.append(
                    Actor.of(caller),
                    "webhook.replayed",
                    WebhookEndpoint.SUBJECT,
                    endpoint,
                    Map.of("since", span.since(), "until", span.until(), "events", replay.total()));
            return replay.id();
        });
        return replays.find(begun).orElseThrow(() -> new Problem(EventsProblem.WEBHOOK_ENDPOINT_NOT_FOUND));
    }

    private WebhookReplay counted(UUID endpoint, WebhookEndpoint target, Span span) {
        WebhookReplay replay = new WebhookReplay(
                ids.next(),
                endpoint,
                span.since(),
                span.until(),
                span.types().isEmpty() ? target.types() : new EventPatterns(span.types()),
                WebhookReplay.State.RUNNING,
                0,
                0,
                null,
                clock.instant());
        int total = replays.count(replay);
        if (total > MOST) {
            throw Problem.of(EventsProblem.WEBHOOK_REPLAY_TOO_LARGE, "max", MOST, "total", total);
        }
        return replay.ofEvents(total);
    }

    private WebhookEndpoint requireOn(UUID endpoint) {
        WebhookEndpoint target = endpoints.get(endpoint);
        if (target.state() == WebhookEndpoint.State.OFF) {
            throw new Problem(EventsProblem.WEBHOOK_ENDPOINT_OFF);
        }
        return target;
    }

    private void check(Span span) {
        List<FieldError> errors = new ArrayList<>();
        if (!span.since().isBefore(span.until())) {
            errors.add(new FieldError("/until", "ASSERT_TRUE"));
        }
        for (int i = 0; i < span.types().size(); i++) {
            if (!types.knows(span.types().get(i))) {
                errors.add(new FieldError("/types/" + i, "EVENT_TYPE_UNKNOWN"));
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
    }
}
