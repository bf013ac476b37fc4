package org.crmcontracts.connectors.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crmcontracts.connectors.customer.CustomerContracts;
import org.crmcontracts.connectors.spi.FieldMapping;
import org.crmcontracts.connectors.spi.RemoteKind;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * Customers' contracts as fields of their accounts, for connections that map such a field. They are ours only: what the
 * CRM holds there is overwritten and never taken. Callers bring the transaction.
 */
@ApplicationScoped
public class OurContracts {
    static final String STATUS = FieldMapping.CONTRACTS + "status";
    static final String IN_FORCE = FieldMapping.CONTRACTS + "inForce";
    /** A number: the sum in the tenant's own currency. */
    static final String AMOUNT = FieldMapping.CONTRACTS + "amount";
    /** A text: the sums of all currencies. */
    static final String AMOUNTS = FieldMapping.CONTRACTS + "amounts";

    static final String LINK = FieldMapping.CONTRACTS + "link";

    static final Set<String> FIELDS = Set.of(STATUS, IN_FORCE, AMOUNT, AMOUNTS, LINK);

    @Inject
    TenantSql sql;

    @Inject
    SyncOutbox outbox;

    @Inject
    PushJob pushJob;

    @Inject
    @Any
    Instance<CustomerContracts> sources;

    Optional<CustomerContracts> source() {
        return sources.stream().findFirst();
    }

    /** The fields of those customers that have contracts; none while the connection maps no such field. */
    Map<UUID, Map<String, String>> fields(UUID connection, Collection<UUID> customers) {
        Map<UUID, Map<String, String>> fields = new HashMap<>();
        if (!customers.isEmpty() && areMapped(connection)) {
            source().ifPresent(source -> source.of(customers).forEach((id, known) -> fields.put(id, fields(known))));
        }
        return fields;
    }

    private boolean areMapped(UUID connection) {
        return sql.first(
                        "select 1 from sync_mapping where connection_id = ? and kind = 'ACCOUNT' and paused_reason is null"
                                + " and ours like 'contracts.%' limit 1",
                        row -> true, connection)
                .isPresent();
    }

    private static Map<String, String> fields(CustomerContracts.Summary known) {
        Map<String, String> fields = new TreeMap<>();
        fields.put(STATUS, known.status());
        fields.put(IN_FORCE, String.valueOf(known.inForce()));
        fields.put(
                AMOUNT,
                known.amounts().getOrDefault(known.currency(), BigDecimal.ZERO).toPlainString());
        String amounts = known.amounts().entrySet().stream()
                .map(sum -> sum.getKey() + " " + sum.getValue().toPlainString())
                .collect(Collectors.joining(", "));
        if (!amounts.isEmpty()) {
            fields.put(AMOUNTS, amounts);
        }
        String link = known.link();
        if (link != null) {
            fields.put(LINK, link);
        }
        return fields;
    }

    /** Has all customers with contracts sent soon, if the connection maps such a field. */
    public void offer(UUID connection) {
        if (!areMapped(connection)) {
            return;
        }
        List<UUID> customers = source().map(CustomerContracts::customers).orElse(List.of());
        List<UUID> linked = sql.query(
                "select local_id from customer_link where connection_id = ? and kind = 'ACCOUNT' and deleted_at is"
                        + " null and local_id = any (?::uuid[]) order by local_id",
                row -> row.getObject(1, UUID.class),
                connection,
                customers.stream().map(UUID::toString).toArray(String[]::new));
        if (!linked.isEmpty()) {
            outbox.add(connection, RemoteKind.ACCOUNT, linked);
            pushJob.soon(connection);
        }
    }
}
