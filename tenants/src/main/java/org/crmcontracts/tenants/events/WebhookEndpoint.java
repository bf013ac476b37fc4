package org.crmcontracts.tenants.events;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An address outside that is told of events (Webhook 接收端). It is active, paused by an admin, or off: because it said
 * that it is gone, or because it failed too often for too long. Each method returns what it becomes.
 *
 * @param version grows with what an admin sees change; failures alone do not count
 * @param failures attempts that failed since the last success
 * @param firstFailureAt when the first of these was
 */
public record WebhookEndpoint(
        UUID id,
        long version,
        String url,
        String description,
        EventPatterns types,
        State state,
        @Nullable OffReason offReason,
        Secrets secrets,
        int failures,
        @Nullable Instant firstFailureAt,
        Instant createdAt) {
    public static final String SUBJECT = "webhook-endpoint";

    /** Whether events are sent. */
    public enum State {
        ACTIVE,
        PAUSED,
        OFF
    }

    /** Why the server switched it off. */
    public enum OffReason {
        GONE,
        FAILING
    }

    /**
     * The sealed keys of its messages.
     *
     * @param previous signs beside the current one until {@code previousUntil}
     */
    public record Secrets(String current, @Nullable String previous, @Nullable Instant previousUntil) {
        boolean previousLives(Instant now) {
            return previousUntil != null && now.isBefore(previousUntil);
        }
    }

    /** When an endpoint that only fails is switched off: after so many failures and so long, both. */
    record Patience(int failures, Duration span) {}

    static WebhookEndpoint registered(
            UUID id, String url, String description, EventPatterns types, String sealedSecret, Instant now) {
        Secrets secrets = new Secrets(sealedSecret, null, null);
        return new WebhookEndpoint(id, 1, url, description, types, State.ACTIVE, null, secrets, 0, null, now);
    }

    /** {@code STALE_VERSION} if somebody else was faster. */
    void expect(long expected) {
        if (version != expected) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    WebhookEndpoint described(String newUrl, String newDescription, EventPatterns newTypes) {
        return new WebhookEndpoint(
                id,
                version + 1,
                newUrl,
                newDescription,
                newTypes,
                state,
                offReason,
                secrets,
                failures,
                firstFailureAt,
                createdAt);
    }

    /** A new secret signs from now on; the present one does too until then, and one before it no more. */
    WebhookEndpoint rotated(String sealedSecret, Instant previousUntil) {
        Secrets rotated = new Secrets(sealedSecret, secrets.current(), previousUntil);
        return new WebhookEndpoint(
                id,
                version + 1,
                url,
                description,
                types,
                state,
                offReason,
                rotated,
                failures,
                firstFailureAt,
                createdAt);
    }

    /** {@code WEBHOOK_ENDPOINT_OFF} for one that is off. */
    WebhookEndpoint paused() {
        if (state == State.OFF) {
            throw new Problem(EventsProblem.WEBHOOK_ENDPOINT_OFF);
        }
        return in(State.PAUSED, null, failures, firstFailureAt);
    }

    /** Its failures are forgiven. */
    WebhookEndpoint resumed() {
        return in(State.ACTIVE, null, 0, null);
    }

    WebhookEndpoint after(Attempt attempt, Patience patience, Instant now) {
        if (attempt.isDelivered()) {
            return counted(0, null);
        }
        Instant since = firstFailureAt == null ? now : firstFailureAt;
        if (state != State.ACTIVE) {
            return counted(failures + 1, since);
        }
        if (attempt.isGone()) {
            return in(State.OFF, OffReason.GONE, failures + 1, since);
        }
        boolean enough = failures + 1 >= patience.failures() && !now.isBefore(since.plus(patience.span()));
        return enough ? in(State.OFF, OffReason.FAILING, failures + 1, since) : counted(failures + 1, since);
    }

    private WebhookEndpoint in(State next, @Nullable OffReason reason, int nowFailures, @Nullable Instant nowFirst) {
        long nextVersion = next == state ? version : version + 1;
        return new WebhookEndpoint(
                id, nextVersion, url, description, types, next, reason, secrets, nowFailures, nowFirst, createdAt);
    }

    private WebhookEndpoint counted(int nowFailures, @Nullable Instant nowFirst) {
        return in(state, offReason, nowFailures, nowFirst);
    }
}
