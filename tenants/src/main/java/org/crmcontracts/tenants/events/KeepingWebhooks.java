package org.crmcontracts.tenants.events;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
import org.crmcontracts.tenants.outbound.GuardedHttp;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Use cases: an admin registers, changes, pauses, resumes and removes receivers of events. */
@ApplicationScoped
@Transactional
public class KeepingWebhooks {
    @Inject
    WebhookEndpoints endpoints;

    @Inject
    WebhookSecrets secrets;

    @Inject
    EventTypes types;

    @Inject
    GuardedHttp http;

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

    @Inject
    @ConfigProperty(name = "webhooks.previous-secret-hours", defaultValue = "24")
    int previousSecretHours;

    /**
     * What an admin says of an endpoint.
     *
     * @param types patterns of event types
     */
    public record Description(String url, String text, List<String> types) {}

    /**
     * An endpoint and its new secret.
     *
     * @param secret null where a repeated request is answered: it was told once, and is kept sealed
     */
    public record WithSecret(WebhookEndpoint endpoint, @Nullable String secret) {}

    /** {@code VALIDATION_FAILED} for an address or type that is none, {@code WEBHOOK_ENDPOINTS_TOO_MANY}. */
    public WithSecret register(IdempotencyKey key, Description description, Caller caller) {
        check(description);
        List<WebhookSecret> made = new ArrayList<>();
        UUID registered = idempotency.once(key, "webhook.register", description, UUID.class, () -> {
            UUID id = ids.next();
            WebhookSecret secret = secrets.next();
            made.add(secret);
            endpoints.add(WebhookEndpoint.registered(
                    id,
                    description.url(),
                    description.text(),
                    new EventPatterns(description.types()),
                    secrets.seal(caller.tenant(), id, secret),
                    clock.instant()));
            tell(caller, "webhook.registered", id, told(description));
            return id;
        });
        return new WithSecret(
                endpoints.get(registered), made.isEmpty() ? null : made.get(0).text());
    }

    /** {@code VALIDATION_FAILED}, {@code WEBHOOK_ENDPOINT_NOT_FOUND}, {@code STALE_VERSION}. */
    public WebhookEndpoint change(UUID id, long expected, Description description, Caller caller) {
        check(description);
        return change(
                id,
                expected,
                endpoint -> endpoint.described(
                        description.url(), description.text(), new EventPatterns(description.types())),
                caller,
                "webhook.changed",
                told(description));
    }

    /** The former secret signs beside the new one for the time that the setting says. */
    public WithSecret rotate(UUID id, long expected, Caller caller) {
        WebhookSecret secret = secrets.next();
        WebhookEndpoint rotated = change(
                id,
                expected,
                endpoint -> endpoint.rotated(
                        secrets.seal(caller.tenant(), id, secret),
                        clock.instant().plus(Duration.ofHours(previousSecretHours))),
                caller,
                "webhook.secret-rotated",
                Map.of());
        return new WithSecret(rotated, secret.text());
    }

    /** Nothing is sent until it is resumed; new events are not kept for it. {@code WEBHOOK_ENDPOINT_OFF}. */
    public WebhookEndpoint pause(UUID id, long expected, Caller caller) {
        return change(id, expected, WebhookEndpoint::paused, caller, "webhook.paused", Map.of());
    }

    /** Sends what waits, and what happens from now on. */
    public WebhookEndpoint resume(UUID id, long expected, Caller caller) {
        jobs.add(Delivering.job(id));
        return change(id, expected, WebhookEndpoint::resumed, caller, "webhook.resumed", Map.of());
    }

    /** Forgets it with its deliveries. */
    public void remove(UUID id, long expected, Caller caller) {
        WebhookEndpoint endpoint = locked(id);
        endpoint.expect(expected);
        endpoints.remove(id);
        tell(caller, "webhook.removed", id, Map.of("host", host(endpoint.url())));
    }

    private WebhookEndpoint change(
            UUID id,
            long expected,
            UnaryOperator<WebhookEndpoint> change,
            Caller caller,
            String action,
            Map<String, ?> data) {
        WebhookEndpoint endpoint = locked(id);
        endpoint.expect(expected);
        WebhookEndpoint changed = change.apply(endpoint);
        endpoints.save(changed);
        tell(caller, action, id, data);
        return changed;
    }

    private WebhookEndpoint locked(UUID id) {
        return endpoints.lock(id).orElseThrow(() -> new Problem(EventsProblem.WEBHOOK_ENDPOINT_NOT_FOUND));
    }

    private void check(Description description) {
        List<FieldError> errors = new ArrayList<>();
        if (!http.mayCall(description.url())) {
            errors.add(new FieldError("/url", "ADDRESS_REFUSED"));
        }
        for (int i = 0; i < description.types().size(); i++) {
            if (!types.knows(description.types().get(i))) {
                errors.add(new FieldError("/types/" + i, "EVENT_TYPE_UNKNOWN"));
            }
        }
        if (!errors.isEmpty()) {
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(errors);
        }
    }

    // The path of an address is often a secret of its receiver.
    private static Map<String, ?> told(Description description) {
        return Map.of("host", host(description.url()), "types", description.types());
    }

    static String host(String url) {
        return String.valueOf(URI.create(url).getHost());
    }

    private void tell(Caller caller, String action, UUID id, Map<String, ?> data) {
        audit.append(Actor.of(caller), action, WebhookEndpoint.SUBJECT, id, data);
    }
}
