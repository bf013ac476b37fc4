package org.crmcontracts.connectors.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/** What would be in the log; fails where it is told to. */
final class NotedAudit extends AuditLog {
    final List<String> events = new ArrayList<>();
    boolean fails;

    @Override
    public void append(Actor actor, String action, String subjectType, @Nullable UUID subjectId, Map<String, ?> data) {
        if (fails) {
            throw new IllegalStateException("the log is full");
        }
        events.add(actor.name() + " " + action + " " + data.get("kind"));
    }
}
