package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerUse;
import org.crmcontracts.tenants.isolation.TenantSql;

/** Counts the contracts of customers, whoever may see them: an administrator is to know how many there are, not which. */
@ApplicationScoped
public class ContractsOfCustomers implements CustomerUse {
    @Inject
    TenantSql sql;

    @Override
    public Map<UUID, Long> contracts(Collection<UUID> customers) {
        Map<UUID, Long> counts = new HashMap<>();
        customers.forEach(customer -> counts.put(customer, 0L));
        sql.query(
                "select customer_id, count(*) as contracts from contract where customer_id = any (?::uuid[]) group by"
                        + " customer_id",
                row -> counts.put(row.getObject("customer_id", UUID.class), row.getLong("contracts")),
                (Object) customers.stream().map(UUID::toString).toArray(String[]::new));
        return counts;
    }
}
