package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerFields;
import org.crmcontracts.connectors.mapping.FieldMap;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.jspecify.annotations.Nullable;

/** Customers and contacts as the sync reads and writes them: by sets, and by our names of their fields. */
@ApplicationScoped
class OurRecords {
    @Inject
    TenantSql sql;

    @Inject
    OurContracts contracts;

    @Inject
    Clock clock;

    /**
     * One record of ours.
     *
     * @param fields by our names, those that have a value; a contact's account by the CRM's id of it
     * @param editedAt when a person changed it last, null for never
     */
    record Ours(UUID id, Map<String, String> fields, @Nullable Instant editedAt) {
        private Ours with(Map<String, String> derived) {
            Map<String, String> all = new TreeMap<>(fields);
            all.putAll(derived);
            return new Ours(id, all, editedAt);
        }
    }

    /** Our names of the fields and their columns; a contact's without its account. */
    static Map<String, String> columns(RemoteKind kind) {
        return kind == RemoteKind.ACCOUNT ? CustomerFields.WHOLE_CUSTOMER : CustomerFields.CONTACT;
    }

    /** The records of these ids, locked until the end of the transaction in the order of their ids. */
    Map<UUID, Ours> locked(UUID connection, RemoteKind kind, Collection<UUID> ids) {
        Map<UUID, Ours> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String[] wanted = ids.stream().map(UUID::toString).toArray(String[]::new);
        if (kind == RemoteKind.ACCOUNT) {
            sql.query(
                    "select id, edited_at, " + String.join(", ", columns(kind).values())
                            + " from customer where id = any (?::uuid[]) and merged_into is null order by id for update",
                    row -> found.put(row.getObject("id", UUID.class), ours(kind, row)),
                    (Object) wanted);
            contracts
                    .fields(connection, found.keySet())
                    .forEach((id, fields) -> found.computeIfPresent(id, (any, ours) -> ours.with(fields)));
            return found;
        }
        sql.query(
                "select k.id, k.edited_at, k."
                        + String.join(", k.", columns(kind).values())
                        // Of a merged customer's several accounts, a contact stays with its own.
                        + ", (select l.external_id from customer_link l where l.connection_id = ? and l.kind = 'ACCOUNT'"
                        + " and l.local_id = k.customer_id order by coalesce(l.external_id = o.base ->> 'account', false)"
                        + " desc, l.alias limit 1) as account from contact k left join customer_link o on"
                        + " o.connection_id = ? and o.kind = 'CONTACT' and o.local_id = k.id and not o.alias"
                        + " where k.id = any (?::uuid[]) order by k.id for update of k",
                row -> found.put(row.getObject("id", UUID.class), ours(kind, row)),
                connection,
                connection,
                wanted);
        return found;
    }

    private static Ours ours(RemoteKind kind, ResultSet row) throws SQLException {
        Map<String, String> fields = new TreeMap<>();
        for (Map.Entry<String, String> column : columns(kind).entrySet()) {
            String value = row.getString(column.getValue());
            if (value != null && !value.isEmpty()) {
                fields.put(column.getKey(), value);
            }
        }
        if (kind == RemoteKind.CONTACT && row.getString(FieldMap.ACCOUNT) != null) {
            fields.put(FieldMap.ACCOUNT, row.getString(FieldMap.ACCOUNT));
        }
        return new Ours(row.getObject("id", UUID.class), fields, TenantSql.instant(row, "edited_at"));
    }

    /** Our customers behind the CRM's ids of accounts; those that are not linked are absent. */
    Map<String, UUID> customers(UUID connection, Collection<String> externalIds) {
        Map<String, UUID> found = new HashMap<>();
        if (!externalIds.isEmpty()) {
            sql.query(
                    "select wanted.id, l.local_id from unnest(?::text[]) wanted (id), lateral (select local_id from"
                            + " customer_link where connection_id = ? and kind = 'ACCOUNT' and external_id = wanted.id"
                            + " limit 1) l",
                    row -> found.put(row.getString(1), row.getObject(2, UUID.class)),
                    externalIds.toArray(String[]::new),
                    connection);
        }
        return found;
    }

    /** A record to write, with all its fields. */
    record Written(UUID id, @Nullable UUID customer, Map<String, String> fields) {}

    void insert(RemoteKind kind, Collection<Written> records) {
        if (records.isEmpty()) {
            return;
        }
        String at = clock.instant().toString();
        if (kind == RemoteKind.ACCOUNT) {
            Rows rows = accountRows(records);
            sql.update(
                    "insert into customer (id, version, name, registration_number, phone, website, industry, address,"
                            + " owner_name, created_at, updated_at) select id, 1, name, registration_number, phone, website,"
                            + " industry, address, owner_name, ?::timestamptz, ?::timestamptz from "
                            + rows.table(),
                    rows.parameters(at, at));
        } else {
            Rows rows = contactRows(records);
            sql.update(
                    "insert into contact (id, version, customer_id, name, email, phone, title, updated_at)"
                            + " select id, 1, customer_id, name, email, phone, title, ?::timestamptz from "
                            + rows.table(),
                    rows.parameters(at));
        }
    }

    /** Overwrites the fields; a contact without a customer keeps the one it has. */
    void update(RemoteKind kind, Collection<Written> records) {
        if (records.isEmpty()) {
            return;
        }
        String at = clock.instant().toString();
        if (kind == RemoteKind.ACCOUNT) {
            Rows rows = accountRows(records);
            sql.update(
                    "update customer c set version = c.version + 1, name = v.name, registration_number ="
                            + " v.registration_number, phone = v.phone, website = v.website, industry = v.industry,"
                            + " address = v.address, owner_name = v.owner_name, updated_at = ?::timestamptz from "
                            + rows.table() + " where c.id = v.id",
                    rows.parameters(at));
        } else {
            Rows rows = contactRows(records);
            sql.update(
                    "update contact c set version = c.version + 1, customer_id = coalesce(v.customer_id, c.customer_id),"
                            + " name = v.name, email = v.email, phone = v.phone, title = v.title,"
                            + " updated_at = ?::timestamptz from "
                            + rows.table() + " where c.id = v.id",
                    rows.parameters(at));
        }
    }

    private static Rows accountRows(Collection<Written> records) {
        Rows rows = new Rows(
                "id::uuid", "name", "registration_number", "phone", "website", "industry", "address", "owner_name");
        for (Written record : records) {
            Map<String, String> fields = record.fields();
            rows.add(
                    record.id(),
                    fields.get("name"),
                    fields.get("registrationNumber"),
                    fields.get("phone"),
                    fields.get("website"),
                    fields.get("industry"),
                    fields.get("address"),
                    fields.get("ownerName"));
        }
        return rows;
    }

    private static Rows contactRows(Collection<Written> records) {
        Rows rows = new Rows("id::uuid", "customer_id::uuid", "name", "email", "phone", "title");
        for (Written record : records) {
            Map<String, String> fields = record.fields();
            rows.add(
                    record.id(),
                    record.customer(),
                    fields.get("name"),
                    fields.get("email"),
                    fields.get("phone"),
                    fields.get("title"));
        }
        return rows;
    }
}
