package org.crmcontracts.connectors.customer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.tenants.audit.AuditEntry;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** What is on record of customers: as what CRMs know them, where their fields come from, and what happened to them. */
@ApplicationScoped
public class CustomerRecords {
    private static final int MOST_EVENTS = 200;

    /** Contacts whose own log is looked into; of more, edits by people are not told. */
    private static final int MOST_LOGS = 100;

    private static final String LINKS =
            """
            select l.local_id, l.kind, l.external_id, l.synced_at, l.remote_modified_at, l.deleted_at, l.alias,
                   l.created_by_us, l.owner_id, u.name as owner_name, coalesce(u.active, true) as owner_active, coalesce(r.ended_at, r.started_at) as brought_at, n.id, n.provider, n.name, n.api_url
              from customer_link l join crm_connection n on n.id = l.connection_id
              left join sync_run r on r.id = l.created_run
              left join crm_user u on u.connection_id = l.connection_id and u.external_id = l.owner_id
             where l.local_id = any (?::uuid[]) order by l.alias, n.created_at, n.id, l.external_id
            """;

    /** Plans and comparisons have lines of what was not done. */
    private static final String CHANGES =
            """
            select c.local_id, c.field, c.before, c.after, c.rule, c.side, c.run_id,
                   coalesce(r.ended_at, r.started_at) as at, n.id as connection_id, n.name
              from sync_change c join sync_run r on r.id = c.run_id join crm_connection n on n.id = r.connection_id
             where c.local_id = any (?::uuid[]) and r.kind not in ('DRY', 'RECONCILE')
               and c.rule not in ('EDITED_SINCE', 'OWNED_BY_CRM')
             order by r.started_at desc, c.seq desc limit ?
            """;

    private static final int MOST_CHANGES = 2_000;

    @Inject
    TenantSql sql;

    @Inject
    Customers customers;

    @Inject
    AuditLog audit;

    @Inject
    RecordPages pages;

    private record Linked(UUID local, IdentityLink link, boolean createdByUs, @Nullable Instant broughtAt) {}

    private record Changed(
            UUID local, FieldSources.Change change, @Nullable String before, String rule, boolean here, UUID run) {}

    /** All of a customer; {@code CUSTOMER_NOT_FOUND}, {@code CUSTOMER_MERGED}. */
    @Transactional
    public CustomerView view(UUID id) {
        Customer customer = customers.get(id);
        List<Contact> contacts = customers.contacts(id);
        List<UUID> all = new ArrayList<>(List.of(id));
        contacts.forEach(contact -> all.add(contact.id()));
        Map<UUID, List<Linked>> links = links(all);
        Map<UUID, List<Changed>> changes = changes(all).stream().collect(Collectors.groupingBy(Changed::local));
        Set<UUID> edited = edited(id);
        List<ContactView> people = new ArrayList<>();
        for (Contact contact : contacts) {
            List<Linked> known = links.getOrDefault(contact.id(), List.of());
            people.add(new ContactView(
                    contact,
                    known.stream().map(Linked::link).toList(),
                    FieldSources.of(
                            fields(contact),
                            here(changes.getOrDefault(contact.id(), List.of())),
                            edited.contains(contact.id()) ? edits(audit.of("contact", contact.id())) : List.of(),
                            origin(known))));
        }
        List<Linked> known = links.getOrDefault(id, List.of());
        return new CustomerView(
                customer,
                people,
                known.stream().map(Linked::link).toList(),
                FieldSources.of(
                        fields(customer),
                        here(changes.getOrDefault(id, List.of())),
                        edits(audit.of("customer", id)),
                        origin(known)),
                merges(id));
    }

    private Map<UUID, List<Linked>> links(Collection<UUID> ids) {
        return sql.query(LINKS, this::linked, (Object) texts(ids)).stream()
                .collect(Collectors.groupingBy(Linked::local));
    }

    private Linked linked(ResultSet row) throws SQLException {
        String provider = row.getString("provider");
        String external = row.getString("external_id");
        URI page = pages.page(
                        provider,
                        row.getString("api_url"),
                        row.getString("kind").equals("CONTACT"),
                        external)
                .orElse(null);
        return new Linked(
                row.getObject("local_id", UUID.class),
                new IdentityLink(
                        row.getObject("id", UUID.class),
                        provider,
                        row.getString("name"),
                        external,
                        page,
                        Objects.requireNonNull(TenantSql.instant(row, "synced_at")),
                        Objects.requireNonNull(TenantSql.instant(row, "remote_modified_at")),
                        TenantSql.instant(row, "deleted_at"),
                        owner(row),
                        row.getBoolean("alias")),
                row.getBoolean("created_by_us"),
                TenantSql.instant(row, "brought_at"));
    }

    private static IdentityLink.@Nullable Owner owner(ResultSet row) throws SQLException {
        String id = row.getString("owner_id");
        return id == null
                ? null
                : new IdentityLink.Owner(id, row.getString("owner_name"), row.getBoolean("owner_active"));
    }

    private List<Changed> changes(Collection<UUID> ids) {
        return sql.query(
                CHANGES,
                row -> new Changed(
                        row.getObject("local_id", UUID.class),
                        new FieldSources.Change(
                                Objects.requireNonNull(TenantSql.instant(row, "at")),
                                row.getObject("connection_id", UUID.class),
                                row.getString("name"),
                                row.getString("field"),
                                row.getString("after")),
                        row.getString("before"),
                        row.getString("rule"),
                        row.getString("side").equals("LOCAL"),
                        row.getObject("run_id", UUID.class)),
                texts(ids),
                MOST_CHANGES);
    }

    private Set<UUID> edited(UUID customer) {
        return new HashSet<>(sql.query(
                "select id from contact where customer_id = ? and edited_at is not null order by edited_at desc limit ?",
                row -> row.getObject(1, UUID.class),
                customer,
                MOST_LOGS));
    }

    /** What people wrote; the log's other events write nothing. */
    private static List<FieldSources.Edit> edits(List<AuditEntry> log) {
        List<FieldSources.Edit> edits = new ArrayList<>();
        for (AuditEntry entry : log) {
            Set<String> fields = Set.copyOf(fieldsOf(entry));
            if (!fields.isEmpty()) {
                edits.add(new FieldSources.Edit(entry.event().at(), entry.actorName(), fields));
            }
        }
        return edits;
    }

    private static List<String> fieldsOf(AuditEntry entry) {
        if (entry.data().get("fields") instanceof List<?> fields) {
            return fields.stream().map(String::valueOf).toList();
        }
        return entry.data().get("field") instanceof String field ? List.of(field) : List.of();
    }

    private static List<FieldSources.Change> here(List<Changed> changes) {
        return changes.stream().filter(Changed::here).map(Changed::change).toList();
    }

    private static FieldSources.@Nullable Origin origin(List<Linked> links) {
        return links.stream()
                .filter(one -> !one.createdByUs())
                .findFirst()
                .map(one -> new FieldSources.Origin(
                        // Links of old code do not tell the run.
                        one.broughtAt() == null ? one.link().changedAt() : one.broughtAt(),
                        one.link().connectionId(),
                        one.link().connection()))
                .orElse(null);
    }

    private static Map<String, String> fields(Customer c) {
        Map<String, String> fields = new TreeMap<>();
        put(fields, "name", c.name());
        put(fields, "registrationNumber", c.registrationNumber());
        put(fields, "phone", c.phone());
        put(fields, "website", c.website());
        put(fields, "industry", c.industry());
        put(fields, "address", c.address());
        put(fields, "ownerName", c.ownerName());
        return fields;
    }

    private static Map<String, String> fields(Contact c) {
        Map<String, String> fields = new TreeMap<>();
        put(fields, "name", c.name());
        put(fields, "email", c.email());
        put(fields, "phone", c.phone());
        put(fields, "title", c.title());
        return fields;
    }

    private static void put(Map<String, String> fields, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(field, value);
        }
    }

    private List<CustomerMerge> merges(UUID survivor) {
        return sql.query(
                Merging.SELECT
                        + " where m.survivor_id = ? and m.undone_at is null order by m.merged_at desc, m.id desc",
                Merging::read,
                survivor);
    }

    /**
     * The newest events of a customer and of those that were merged into it, the newest first; {@code CUSTOMER_NOT_FOUND},
     * {@code CUSTOMER_MERGED}.
     */
    @Transactional
    public List<CustomerEvent> history(UUID id) {
        customers.get(id);
        List<UUID> all = customers.identities(id);
        List<CustomerEvent> events = new ArrayList<>();
        for (Changed one : changes(all)) {
            FieldSources.Change change = one.change();
            events.add(new CustomerEvent(
                    change.at(),
                    one.here() ? "read" : "sent",
                    FieldSource.Kind.CONNECTION,
                    change.connection(),
                    change.field().isEmpty() ? List.of() : List.of(change.field()),
                    one.before(),
                    change.after(),
                    one.rule(),
                    change.connectionId(),
                    one.run(),
                    null));
        }
        links(all)
                .values()
                .forEach(links -> links.forEach(one -> {
                    if (one.broughtAt() != null) {
                        events.add(new CustomerEvent(
                                one.broughtAt(),
                                "brought",
                                FieldSource.Kind.CONNECTION,
                                one.link().connection(),
                                List.of(),
                                null,
                                null,
                                null,
                                one.link().connectionId(),
                                null,
                                null));
                    }
                }));
        Map<UUID, String> names = new HashMap<>();
        for (UUID one : all) {
            for (AuditEntry entry : audit.of("customer", one)) {
                events.add(new CustomerEvent(
                        entry.event().at(),
                        entry.event().action(),
                        FieldSource.Kind.PERSON,
                        entry.actorName(),
                        fieldsOf(entry),
                        null,
                        null,
                        null,
                        null,
                        null,
                        entry.data().get("other") instanceof String other
                                ? names.computeIfAbsent(UUID.fromString(other), this::name)
                                : null));
            }
        }
        events.sort(Comparator.comparing(CustomerEvent::at).reversed());
        return events.size() <= MOST_EVENTS ? events : events.subList(0, MOST_EVENTS);
    }

    private String name(UUID customer) {
        return sql.first("select name from customer where id = ?", row -> row.getString(1), customer)
                .orElse(customer.toString());
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
