package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.notice.ChannelJob;
import org.crmcontracts.connectors.spi.CrmAccess;
import org.crmcontracts.connectors.spi.CrmRefusal;
import org.crmcontracts.connectors.sync.ConnectionSettings;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.PullJob;
import org.crmcontracts.connectors.sync.PullPlan;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.connectors.sync.SyncSessions;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.secrets.Secret;
import org.jspecify.annotations.Nullable;

/** Changes connections and lets them rest. */
@ApplicationScoped
public class ChangingConnections {
    @Inject
    Connections connections;

    @Inject
    ConnectionSettings settings;

    @Inject
    SyncSessions sessions;

    @Inject
    PullJob pullJob;

    @Inject
    ChannelJob channelJob;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    /** Settings and the version that goes into {@code If-Match}. */
    public record Versioned(SettingsView view, long version) {}

    /** {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public Versioned settings(UUID connection) {
        ConnectionSettings.Settings now = settings.get(connection);
        return new Versioned(SettingsView.of(now, Math.max(1, pullJob.usual().toMinutes())), now.version());
    }

    /** {@code CONNECTION_NOT_FOUND}, {@code STALE_VERSION}, {@code VALIDATION_FAILED} for half of quiet hours. */
    @Transactional
    public Versioned change(UUID connection, long version, SettingsRequest request, Caller caller) {
        ConnectionSettings.Settings former = settings.get(connection);
        settings.change(
                connection,
                version,
                new ConnectionSettings.Change(
                        request.name().strip(),
                        request.options(),
                        request.takesNew(),
                        plan(request),
                        request.callsPerMinute(),
                        request.callsPerDay()));
        CrmAccess access = access(caller, connection, request.credentials());
        try {
            sessions.factory(former.provider()).check(access);
        } catch (CrmRefusal e) {
            throw new Problem(SyncProblem.HOST_NOT_ALLOWED);
        }
        boolean replaces = request.credentials() != null;
        if (replaces) {
            settings.replace(caller.tenant(), access);
        }
        pullJob.schedule(connection);
        channelJob.soon(connection);
        Versioned after = settings(connection);
        audit.append(
                Actor.of(caller),
                "connection.changed",
                "connection",
                connection,
                Map.of("fields", changed(former, settings.get(connection), replaces)));
        return after;
    }

    private static PullPlan plan(SettingsRequest request) {
        String from = request.quietFrom();
        String until = request.quietUntil();
        if (from == null && until == null) {
            return new PullPlan(request.pullMinutes(), null, null);
        }
        if (from == null || until == null || from.equals(until)) {
            String missing = from == null ? "/quietFrom" : "/quietUntil";
            throw new Problem(HttpProblem.VALIDATION_FAILED).withErrors(List.of(new FieldError(missing, "NOT_BLANK")));
        }
        return new PullPlan(request.pullMinutes(), LocalTime.parse(from), LocalTime.parse(until));
    }

    private CrmAccess access(Caller caller, UUID connection, SettingsRequest.@Nullable Credentials given) {
        CrmAccess now = settings.access(caller.tenant(), connection);
        if (given == null) {
            return now;
        }
        return new CrmAccess(
                connection,
                now.accountsUrl(),
                now.apiUrl(),
                given(given.clientId(), now.clientId()),
                Secret.of(given(given.clientSecret(), now.clientSecret().text())),
                Secret.of(given(given.refreshToken(), now.refreshToken().text())),
                now.options(),
                Secret.of(given(given.noticeSecret(), now.noticeSecret().text())));
    }

    private static String given(@Nullable String text, String former) {
        return text == null || text.isBlank() ? former : text.strip();
    }

    private static List<String> changed(
            ConnectionSettings.Settings former, ConnectionSettings.Settings now, boolean credentials) {
        List<String> fields = new ArrayList<>();
        note(fields, "name", former.name(), now.name());
        note(fields, "takesNew", former.takesNew(), now.takesNew());
        note(fields, "schedule", former.plan(), now.plan());
        note(fields, "callsPerMinute", former.perMinute(), now.perMinute());
        note(fields, "callsPerDay", former.perDay(), now.perDay());
        note(fields, "options", former.options(), now.options());
        if (credentials) {
            fields.add("credentials");
        }
        return fields;
    }

    private static void note(List<String> fields, String field, Object former, Object now) {
        if (!former.equals(now)) {
            fields.add(field);
        }
    }

    /** {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public void pause(IdempotencyKey key, UUID connection, String reason, Caller caller) {
        idempotency.once(key, "connection.pause", List.of(connection, reason), Boolean.class, () -> {
            connections.require(connection);
            connections.pause(connection, reason);
            channelJob.soon(connection);
            audit.append(Actor.of(caller), "connection.paused", "connection", connection, Map.of("reason", reason));
            return true;
        });
    }

    /** {@code CONNECTION_NOT_FOUND}. */
    @Transactional
    public void resume(IdempotencyKey key, UUID connection, Caller caller) {
        idempotency.once(key, "connection.resume", connection, Boolean.class, () -> {
            connections.require(connection);
            connections.resume(connection);
            pullJob.schedule(connection);
            channelJob.soon(connection);
            audit.append(Actor.of(caller), "connection.resumed", "connection", connection, Map.of());
            return true;
        });
    }
}
