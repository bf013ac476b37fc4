package org.crmcontracts.connectors.customer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.http.IdempotencyKey;
import org.crmcontracts.tenants.http.Ids;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/**
 * Changes customers and contacts at a person's wish. A change is made whole or not at all, once for its key, on the
 * version the person saw; connected CRMs hear of it.
 */
@ApplicationScoped
public class EditingCustomers {
    @Inject
    TenantSql sql;

    @Inject
    Customers customers;

    @Inject
    CustomerChanges changes;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    /**
     * Changes fields of a customer; {@code CUSTOMER_NOT_FOUND}, {@code STALE_VERSION}, {@code FIELD_UNKNOWN},
     * {@code FIELD_INVALID}, {@code FIELD_OWNED_BY_CRM}.
     *
     * @param version the version the person saw
     * @param fields by name; null or an empty text clears the field
     */
    @Transactional
    public Customer edit(
            IdempotencyKey key, UUID id, long version, Map<String, @Nullable String> fields, Caller caller) {
        return idempotency.once(key, "customer.edit", request(id, version, fields), Customer.class, () -> {
            customers.get(id);
            Map<String, String> valid =
                    CustomerFields.valid(CustomerFields.CUSTOMER, fields, changes.ownedElsewhere(id));
            write("customer", CustomerFields.CUSTOMER, id, version, valid);
            changes.customerChanged(id);
            record(caller, "customer.changed", "customer", id, valid.keySet());
            return customers.get(id);
        });
    }

    /** Adds a customer; {@code FIELD_UNKNOWN}, {@code FIELD_INVALID}. */
    @Transactional
    public Customer add(IdempotencyKey key, Map<String, @Nullable String> fields, Caller caller) {
        return idempotency.once(key, "customer.add", new TreeMap<>(fields), Customer.class, () -> {
            Map<String, String> valid = CustomerFields.valid(CustomerFields.CUSTOMER, fields, Set.of());
            UUID id = ids.next();
            sql.update(
                    "insert into customer (id, version, name, created_at, updated_at) values (?, 0, ?, ?, ?)",
                    id,
                    CustomerFields.name(valid),
                    clock.instant(),
                    clock.instant());
            write("customer", CustomerFields.CUSTOMER, id, 0, valid);
            changes.customerChanged(id);
            record(caller, "customer.created", "customer", id, valid.keySet());
            return customers.get(id);
        });
    }

    /** As {@link #edit}, for a contact of the customer; {@code CONTACT_NOT_FOUND} besides. */
    @Transactional
    public Contact editContact(
            IdempotencyKey key,
            UUID customer,
            UUID id,
            long version,
            Map<String, @Nullable String> fields,
            Caller caller) {
        return idempotency.once(key, "contact.edit", request(id, version, fields), Contact.class, () -> {
            contact(customer, id);
            Map<String, String> valid =
                    CustomerFields.valid(CustomerFields.CONTACT, fields, changes.ownedElsewhereOfContact(id));
            write("contact", CustomerFields.CONTACT, id, version, valid);
            changes.contactChanged(id);
            record(caller, "contact.changed", "contact", id, valid.keySet());
            return contact(customer, id);
        });
    }

    /** Adds a contact to a customer; {@code CUSTOMER_NOT_FOUND}, {@code FIELD_UNKNOWN}, {@code FIELD_INVALID}. */
    @Transactional
    public Contact addContact(IdempotencyKey key, UUID customer, Map<String, @Nullable String> fields, Caller caller) {
        List<Object> request = List.of(customer, new TreeMap<>(fields));
        return idempotency.once(key, "contact.add", request, Contact.class, () -> {
            customers.get(customer);
            Map<String, String> valid = CustomerFields.valid(CustomerFields.CONTACT, fields, Set.of());
            UUID id = ids.next();
            sql.update(
                    "insert into contact (id, version, customer_id, name, updated_at) values (?, 0, ?, ?, ?)",
                    id,
                    customer,
                    CustomerFields.name(valid),
                    clock.instant());
            write("contact", CustomerFields.CONTACT, id, 0, valid);
            changes.contactChanged(id);
            record(caller, "contact.created", "contact", id, valid.keySet());
            return contact(customer, id);
        });
    }

    private static List<Object> request(UUID id, long version, Map<String, @Nullable String> fields) {
        return List.of(id, version, new TreeMap<>(fields));
    }

    private Contact contact(UUID customer, UUID id) {
        return customers.contacts(customer).stream()
                .filter(contact -> contact.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new Problem(CustomerProblem.CONTACT_NOT_FOUND));
    }

    private void write(String table, Map<String, String> columns, UUID id, long version, Map<String, String> fields) {
        StringBuilder text = new StringBuilder("update ")
                .append(table)
                .append(" set version = version + 1, updated_at = ?, edited_at = ?");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(clock.instant(), clock.instant()));
        fields.forEach((field, value) -> {
            text.append(", ").append(columns.get(field)).append(" = ?");
            parameters.add(value.isEmpty() ? null : value);
        });
        text.append(" where id = ? and version = ?");
        parameters.add(id);
        parameters.add(version);
        if (sql.update(text.toString(), parameters.toArray()) == 0) {
            throw new Problem(HttpProblem.STALE_VERSION);
        }
    }

    private void record(Caller caller, String action, String subject, UUID id, Set<String> fields) {
        audit.append(Actor.of(caller), action, subject, id, Map.of("fields", List.copyOf(new TreeSet<>(fields))));
    }
}
