package org.crmcontracts.connectors.customer;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditEntry;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** The room wired by hand, for tests on a real database; its log keeps what it was told in memory. */
public final class CustomerRig {
    public final Customers customers = new Customers();
    public final EditingCustomers editing = new EditingCustomers();
    public final Duplicates duplicates = new Duplicates();
    public final CustomerRecords records = new CustomerRecords();
    public final Merging merging;

    /** Actions and subjects, as {@code action id}. */
    public final List<String> audited = new ArrayList<>();

    public CustomerRig(TenantSql sql, Clock clock, Ids ids, CustomerChanges changes, List<MergeListener> others) {
        AuditLog audit = new AuditLog() {
            @Override
            public void append(
                    Actor actor, String action, String subjectType, @Nullable UUID subjectId, Map<String, ?> data) {
                audited.add(action + " " + subjectId);
            }

            @Override
            public List<AuditEntry> of(String subjectType, UUID subjectId) {
                return List.of();
            }
        };
        customers.sql = sql;
        editing.sql = sql;
        editing.customers = customers;
        editing.changes = changes;
        editing.idempotency = new Idempotency();
        editing.audit = audit;
        editing.ids = ids;
        editing.clock = clock;
        duplicates.sql = sql;
        duplicates.audit = audit;
        duplicates.clock = clock;
        records.sql = sql;
        records.customers = customers;
        records.audit = audit;
        records.pages = (provider, apiUrl, contact, externalId) -> Optional.empty();
        merging = new Merging() {
            @Override
            List<MergeListener> all() {
                return others;
            }
        };
        merging.sql = sql;
        merging.customers = customers;
        merging.changes = changes;
        merging.idempotency = new Idempotency();
        merging.audit = audit;
        merging.ids = ids;
        merging.clock = clock;
    }
}
