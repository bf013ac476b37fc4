package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerContracts;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.isolation.CurrentTenant;
import org.crmcontracts.tenants.isolation.TenantSql;
import org.crmcontracts.tenants.registry.Tenant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's CRM may show of contracts at a customer. In force are those that are signed or being performed; the
 * tenant has chosen to show it, so nobody's access to contracts is asked for. Callers bring the transaction.
 */
@ApplicationScoped
public class ContractsInCrm implements CustomerContracts {
    /** Of some customers; a contract goes on naming a customer that was merged, and counts for the one that stays. */
    private static final String CONTRACTS =
            """
            (select coalesce(m.merged_into, c.customer_id) as customer_id, c.id, c.state, c.amount, c.currency, c.created_at
               from contract c join customer m on m.id = c.customer_id
              where m.id = any (?::uuid[]) or m.merged_into = any (?::uuid[])) k
            """;

    @Inject
    TenantSql sql;

    @Inject
    @ConfigProperty(name = "connectors.public-url")
    Optional<String> publicUrl;

    @Override
    public Map<UUID, Summary> of(Collection<UUID> customers) {
        String[] ids = customers.stream().map(UUID::toString).toArray(String[]::new);
        Map<UUID, SortedMap<String, BigDecimal>> amounts = new HashMap<>();
        sql.query(
                "select customer_id, currency, sum(amount) as amount from " + CONTRACTS
                        + " where state in ('SIGNED', 'ACTIVE') and currency is not null group by customer_id, currency",
                row -> amounts.computeIfAbsent(row.getObject("customer_id", UUID.class), any -> new TreeMap<>())
                        .put(row.getString("currency"), amount(row.getBigDecimal("amount"))),
                ids,
                ids);
        Tenant tenant = CurrentTenant.get();
        Map<UUID, Summary> summaries = new HashMap<>();
        sql.query(
                "select customer_id, count(*) filter (where state in ('SIGNED', 'ACTIVE')) as in_force,"
                        + " (array_agg(state order by created_at desc, id desc))[1] as latest from " + CONTRACTS
                        + " group by customer_id",
                row -> {
                    UUID customer = row.getObject("customer_id", UUID.class);
                    return summaries.put(
                            customer,
                            new Summary(
                                    Messages.text(
                                            LifecycleState.class,
                                            "state." + row.getString("latest"),
                                            Map.of(),
                                            tenant.locale()),
                                    row.getInt("in_force"),
                                    tenant.currency(),
                                    amounts.getOrDefault(customer, new TreeMap<>()),
                                    link(customer)));
                },
                ids,
                ids);
        return summaries;
    }

    /** No more digits than the amount has, and two at least. */
    private static BigDecimal amount(BigDecimal sum) {
        BigDecimal shortest = sum.stripTrailingZeros();
        return shortest.scale() < 2 ? shortest.setScale(2) : shortest;
    }

    private @Nullable String link(UUID customer) {
        return publicUrl
                .map(String::strip)
                .filter(text -> text.startsWith("https://"))
                .map(text -> text.replaceAll("/+$", "") + "/#/customers/" + customer)
                .orElse(null);
    }

    @Override
    public List<UUID> customers() {
        return sql.query(
                "select distinct coalesce(m.merged_into, c.customer_id) as customer_id from contract c"
                        + " join customer m on m.id = c.customer_id order by customer_id",
                row -> row.getObject(1, UUID.class));
    }
}
