package org.crmcontracts.contracts.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.Contracts;
import org.crmcontracts.tenants.audit.AuditEntry;
import org.crmcontracts.tenants.audit.AuditEvent;
import org.crmcontracts.tenants.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/** A contract's events from the audit log. */
@ApplicationScoped
@Transactional
public class Timeline {
    @Inject
    Contracts contracts;

    @Inject
    AuditLog log;

    /**
     * One event.
     *
     * @param actorName null when the person was erased from the log, as is a text of that person in {@code data}
     */
    public record Entry(
            long seq,
            Instant at,
            @Nullable String actorName,
            String action,
            String outcome,
            Map<String, Object> data,
            String hash) {
        static Entry of(AuditEntry entry) {
            AuditEvent event = entry.event();
            return new Entry(
                    event.seq(),
                    event.at(),
                    entry.actorName(),
                    event.action(),
                    event.outcome().name(),
                    entry.data(),
                    event.hash());
        }
    }

    /** {@code CONTRACT_NOT_FOUND} if there is no such contract. */
    public List<Entry> of(UUID contractId) {
        contracts.get(contractId);
        return log.of(Changing.SUBJECT, contractId).stream().map(Entry::of).toList();
    }
}
