package org.crmcontracts.contracts.lifecycle;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.crmcontracts.connectors.customer.CustomerProblem;
import org.crmcontracts.connectors.customer.MergeListener;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.http.Json;
import org.crmcontracts.tenants.http.Problem;
import org.crmcontracts.tenants.identity.Caller;
import org.crmcontracts.tenants.isolation.TenantSql;

/**
 * Lets drafts follow a merged customer. Who the counterparty is is part of what reviewers and signatories saw, so a
 * contract that has been submitted names whom it named; {@link ContractRows} lists it with the survivor all the same.
 */
@ApplicationScoped
class MergingCounterparties implements MergeListener {
    private static final TypeReference<TreeMap<UUID, Long>> VERSIONS = new TypeReference<>() {};

    @Inject
    TenantSql sql;

    @Inject
    AuditLog audit;

    @Inject
    Clock clock;

    @Override
    public String name() {
        return "contracts";
    }

    @Override
    public String merged(UUID survivor, UUID merged, Caller caller) {
        Map<UUID, Long> versions = new TreeMap<>();
        sql.query(
                "update contract set customer_id = ?, version = version + 1, updated_at = ? where customer_id = ? and state ="
                        + " 'DRAFT' returning id, version",
                row -> versions.put(row.getObject("id", UUID.class), row.getLong("version")),
                survivor,
                clock.instant(),
                merged);
        versions.keySet().forEach(contract -> record(caller, "contract.customer-merged", contract, survivor));
        return Json.text(versions);
    }

    @Override
    public void undone(UUID survivor, UUID merged, String moved, Caller caller) {
        Json.read(moved, VERSIONS).forEach((contract, version) -> {
            int back = sql.update(
                    "update contract set customer_id = ?, version = version + 1, updated_at = ? where id = ? and version = ?"
                            + " and customer_id = ?",
                    merged,
                    clock.instant(),
                    contract,
                    version,
                    survivor);
            if (back == 0) {
                throw new Problem(CustomerProblem.MERGE_CHANGED_SINCE, Map.of("fields", number(contract)));
            }
            record(caller, "contract.customer-merge-undone", contract, merged);
        });
    }

    private String number(UUID contract) {
        return sql.first("select number from contract where id = ?", row -> row.getString(1), contract)
                .orElse(contract.toString());
    }

    private void record(Caller caller, String action, UUID contract, UUID customer) {
        audit.append(Actor.of(caller), action, "contract", contract, Map.of("customerId", customer.toString()));
    }
}
