package org.crmcontracts.tenants.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.audit.Personal;
import org.crmcontracts.tenants.checkpoints.Mailer;
import org.crmcontracts.tenants.checkpoints.Recipients;
import org.crmcontracts.tenants.identity.Caller;

/** Use case: choose who gets the checkpoints of the audit log by mail. */
@ApplicationScoped
@Transactional
public class ChoosingRecipients {
    @Inject
    Recipients recipients;

    @Inject
    Mailer mailer;

    @Inject
    AuditLog log;

    /**
     * The list.
     *
     * @param mailSetUp false if the installation cannot send mail, so that nothing reaches the addresses
     */
    public record RecipientsView(long version, List<String> addresses, boolean mailSetUp) {
        public RecipientsView {
            addresses = List.copyOf(addresses);
        }
    }

    public RecipientsView list() {
        return view(recipients.list());
    }

    /** {@code STALE_VERSION}, {@code VALIDATION_FAILED}. */
    public RecipientsView replace(List<String> addresses, long expectedVersion, Caller by) {
        Recipients.RecipientList list = recipients.replace(addresses, expectedVersion);
        log.append(
                Actor.of(by),
                "audit.recipients-set",
                "tenant",
                by.tenant().id(),
                Map.of("addresses", list.addresses().stream().map(Personal::of).toList()));
        return view(list);
    }

    private RecipientsView view(Recipients.RecipientList list) {
        return new RecipientsView(list.version(), list.addresses(), mailer.isSetUp());
    }
}
