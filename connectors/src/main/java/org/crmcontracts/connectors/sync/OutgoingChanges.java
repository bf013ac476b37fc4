package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerChanges;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;

/** Puts what people change here on its way to the CRMs that hold it, in the transaction of the change. */
@ApplicationScoped
class OutgoingChanges implements CustomerChanges {
    /** The connections that know the record and take any of its fields from us. */
    private static final String LINKED =
            """
            select distinct l.connection_id from customer_link l
              join sync_mapping m on m.connection_id = l.connection_id and m.kind = l.kind and m.owner <> 'REMOTE'
             where l.kind = ? and l.local_id = ? and l.deleted_at is null
            """;

    @Inject
    TenantSql sql;

    @Inject
    SyncOutbox outbox;

    @Inject
    PushJob pushJob;

    @Override
    public Set<String> ownedElsewhere(UUID customer) {
        return owned(RemoteKind.ACCOUNT, customer);
    }

    @Override
    public Set<String> ownedElsewhereOfContact(UUID contact) {
        return owned(RemoteKind.CONTACT, contact);
    }

    private Set<String> owned(RemoteKind kind, UUID local) {
        return new HashSet<>(sql.query(
                "select m.ours from customer_link l join sync_mapping m on m.connection_id = l.connection_id and m.kind ="
                        + " l.kind and m.owner = 'REMOTE' and m.paused_reason is null"
                        + " where l.kind = ? and l.local_id = ? and l.deleted_at is null",
                row -> row.getString(1),
                kind.name(),
                local));
    }

    @Override
    public void customerChanged(UUID customer) {
        List<UUID> connections = linked(RemoteKind.ACCOUNT, customer);
        boolean known = sql.first(
                        "select 1 from customer_link where kind = 'ACCOUNT' and local_id = ?", row -> true, customer)
                .isPresent();
        send(RemoteKind.ACCOUNT, customer, known ? connections : takingNew());
    }

    @Override
    public void contactChanged(UUID contact) {
        boolean known = sql.first(
                        "select 1 from customer_link where kind = 'CONTACT' and local_id = ?", row -> true, contact)
                .isPresent();
        send(RemoteKind.CONTACT, contact, known ? linked(RemoteKind.CONTACT, contact) : ofItsCustomer(contact));
    }

    @Override
    public void contractsChanged(UUID customer) {
        // Asked first, and by itself: this comes with every change of a contract, and few tenants send those to a CRM.
        boolean sent = sql.first(
                        "select 1 from sync_mapping where ours like 'contracts.%' and paused_reason is null limit 1",
                        row -> true)
                .isPresent();
        if (!sent) {
            return;
        }
        sql.query(
                        "select distinct l.connection_id, l.local_id from customer c join customer_link l on l.local_id ="
                                + " coalesce(c.merged_into, c.id) and l.kind = 'ACCOUNT' and l.deleted_at is null"
                                + " join sync_mapping m on m.connection_id = l.connection_id and m.kind = l.kind"
                                + " and m.ours like 'contracts.%' and m.paused_reason is null where c.id = ?",
                        row -> Map.entry(
                                row.getObject("connection_id", UUID.class), row.getObject("local_id", UUID.class)),
                        customer)
                .forEach(one -> send(RemoteKind.ACCOUNT, one.getValue(), List.of(one.getKey())));
    }

    private List<UUID> linked(RemoteKind kind, UUID local) {
        return sql.query(LINKED, row -> row.getObject(1, UUID.class), kind.name(), local);
    }

    /** A new customer goes to the oldest connection that takes new ones: to several, it would come back several times. */
    private List<UUID> takingNew() {
        return sql.query(
                "select n.id from crm_connection n where n.takes_new and exists (select 1 from sync_mapping m where"
                        + " m.connection_id = n.id and m.kind = 'ACCOUNT' and m.owner <> 'REMOTE')"
                        + " order by n.created_at, n.id limit 1",
                row -> row.getObject(1, UUID.class));
    }

    private List<UUID> ofItsCustomer(UUID contact) {
        return sql.query(
                "select o.connection_id from contact k join (select connection_id, local_id from customer_link where kind ="
                        + " 'ACCOUNT' union select connection_id, local_id from sync_outbox where kind = 'ACCOUNT') o on"
                        + " o.local_id = k.customer_id where k.id = ? and exists (select 1 from sync_mapping m where"
                        + " m.connection_id = o.connection_id and m.kind = 'CONTACT' and m.owner <> 'REMOTE')",
                row -> row.getObject(1, UUID.class),
                contact);
    }

    private void send(RemoteKind kind, UUID local, List<UUID> connections) {
        for (UUID connection : connections) {
            outbox.add(connection, kind, List.of(local));
            pushJob.soon(connection);
        }
    }
}
