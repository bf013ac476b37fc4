package org.crmcontracts.connectors.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerUse;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.connectors.sync.Connections;
import org.crmcontracts.connectors.sync.StoppedDeletions;
import org.crmcontracts.connectors.sync.SyncProblem;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Cursor;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Page;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.jspecify.annotations.Nullable;

/** What an administrator decides of deletions that stopped a run. */
@ApplicationScoped
public class AllowingDeletions {
    @Inject
    Connections connections;

    @Inject
    StoppedDeletions stopped;

    @Inject
    Instance<CustomerUse> uses;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    /** {@code CONNECTION_NOT_FOUND}, {@code BAD_CURSOR}. */
    @Transactional
    public Page<StoppedDeletionView> list(UUID connection, @Nullable String cursor, int limit) {
        connections.require(connection);
        String after = cursor == null ? "" : Cursor.decode(cursor, 1).get(0);
        Page<StoppedDeletions.Entry> page =
                Cursors.page(stopped.of(connection, after, limit + 1), limit, last -> Cursor.encode(last.externalId()));
        Map<UUID, Long> contracts = contracts(page.items());
        return new Page<>(
                page.items().stream()
                        .map(entry -> StoppedDeletionView.of(entry, contracts.get(entry.localId())))
                        .toList(),
                page.next(),
                (long) stopped.count(connection));
    }

    private Map<UUID, Long> contracts(List<StoppedDeletions.Entry> entries) {
        List<UUID> customers = entries.stream()
                .filter(entry -> entry.kind() == RemoteKind.ACCOUNT)
                .map(StoppedDeletions.Entry::localId)
                .toList();
        return uses.isResolvable() && !customers.isEmpty() ? uses.get().contracts(customers) : Map.of();
    }

    /**
     * Lets the next pull follow so many deletions at once; none takes the leave back.
     *
     * <p>{@code DELETIONS_CHANGED} where deletions have stopped a run and are not so many any more.
     */
    @Transactional
    public void allow(IdempotencyKey key, UUID connection, int count, Caller caller) {
        idempotency.once(key, "connection.accept-deletions", List.of(connection, count), Boolean.class, () -> {
            connections.require(connection);
            int now = stopped.count(connection);
            if (count > 0 && now > 0 && now != count) {
                throw Problem.of(SyncProblem.DELETIONS_CHANGED, "count", now).extend("count", now);
            }
            connections.acceptDeletions(connection, count);
            audit.append(
                    Actor.of(caller),
                    "connection.deletions-accepted",
                    "connection",
                    connection,
                    Map.of("count", count));
            return true;
        });
    }

    /** Nothing is deleted, and the connection rests until somebody has looked into the CRM. */
    @Transactional
    public void refuse(IdempotencyKey key, UUID connection, String reason, Caller caller) {
        idempotency.once(key, "connection.refuse-deletions", List.of(connection, reason), Boolean.class, () -> {
            connections.require(connection);
            int count = stopped.count(connection);
            connections.acceptDeletions(connection, 0);
            stopped.clear(connection);
            connections.pause(connection, reason);
            audit.append(
                    Actor.of(caller),
                    "connection.deletions-refused",
                    "connection",
                    connection,
                    Map.of("count", count, "reason", reason));
            return true;
        });
    }
}
