package org.crmcontracts.contracts.overview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.contracts.lifecycle.Changing;
import org.crmcontracts.contracts.lifecycle.ContractAccess;
import org.crmcontracts.tenants.audit.AuditEntry;
import org.crmcontracts.tenants.audit.AuditEvent;
import org.crmcontracts.tenants.audit.AuditLog;
import org.jspecify.annotations.Nullable;

/** A contract's events from the audit log. */
@ApplicationScoped
@Transactional
public class Timeline {
    /** What tells an amount, or lets it be tried out. */
    private static final Set<String> AMOUNTS = Set.of("amount", "currency", "payment", "balance", "contentHash");

    @Inject
    ContractAccess access;

    @Inject
    AuditLog log;

    /**
     * One event.
     *
     * @param actorName null when the person was erased from the log, as is a text of that person in {@code data}
     * @param hash null where something of the data is masked, as one could try it out against the hash
     * @param masked the members of the data that the reader does not see
     */
    public record Entry(
            long seq,
            Instant at,
            @Nullable String actorName,
            String action,
            String outcome,
            Map<String, Object> data,
            @Nullable String hash,
            List<String> masked) {
        static Entry of(AuditEntry entry) {
            AuditEvent event = entry.event();
            return new Entry(
                    event.seq(),
                    event.at(),
                    entry.actorName(),
                    event.action(),
                    event.outcome().name(),
                    entry.data(),
                    event.hash(),
                    List.of());
        }

        Entry withoutAmounts() {
            Map<String, Object> shown = new LinkedHashMap<>(data);
            shown.keySet().removeAll(AMOUNTS);
            List<String> left = data.keySet().stream().filter(AMOUNTS::contains).toList();
            return left.isEmpty() ? this : new Entry(seq, at, actorName, action, outcome, shown, null, left);
        }
    }

    /** {@code CONTRACT_NOT_FOUND} if there is none that the caller may know of. */
    public List<Entry> of(UUID contractId) {
        boolean amountShown = access.to(contractId).masked().isEmpty();
        return log.of(Changing.SUBJECT, contractId).stream()
                .map(Entry::of)
                .map(entry -> amountShown ? entry : entry.withoutAmounts())
                .toList();
    }
}
