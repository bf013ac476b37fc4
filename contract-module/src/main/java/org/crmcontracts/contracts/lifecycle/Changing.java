package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.crmcontracts.connectors.customer.CustomerChanges;
import org.crmcontracts.tenants.audit.Actor;
import org.crmcontracts.tenants.audit.AuditLog;
import org.crmcontracts.tenants.events.Outbox;
import org.crmcontracts.tenants.http.Idempotency;
import org.crmcontracts.tenants.identity.CurrentCaller;
import org.crmcontracts.tenants.identity.Role;

/**
 * The way every command changes a contract: once per key (I12), against the version the caller saw, and never without
 * an audit event in the same transaction (I13), and with it what receivers outside are told.
 */
@ApplicationScoped
@Transactional
public class Changing {
    public static final String SUBJECT = "contract";

    @Inject
    Contracts contracts;

    @Inject
    ContractAccess access;

    @Inject
    ContractViews views;

    @Inject
    Idempotency idempotency;

    @Inject
    AuditLog audit;

    @Inject
    Outbox outbox;

    @Inject
    CustomerChanges customers;

    @Inject
    CurrentCaller current;

    /**
     * Runs the change under the contract's lock and answers the contract as it then is. {@code CONTRACT_NOT_FOUND} or
     * {@code FORBIDDEN} where the caller may not know of the contract or not do this, also if it was done before.
     */
    public ContractView change(
            ContractCommand command,
            ContractAction action,
            String operation,
            Object request,
            Function<Contract, List<Fact>> change) {
        return change(command, action, operation, request, change, ContractView.class, views::of);
    }

    public <T> T change(
            ContractCommand command,
            ContractAction action,
            String operation,
            Object request,
            Function<Contract, List<Fact>> change,
            Class<T> type,
            Function<Contract, T> answer) {
        access.to(command.contractId()).require(action);
        return permitted(command, operation, request, change, type, answer);
    }

    /** As {@link #change}, for deciding the task that a role has. */
    public ContractView decide(
            ContractCommand command,
            Role role,
            String operation,
            Object request,
            Function<Contract, List<Fact>> change) {
        access.to(command.contractId()).requireTask(role);
        return permitted(command, operation, request, change, ContractView.class, views::of);
    }

    private <T> T permitted(
            ContractCommand command,
            String operation,
            Object request,
            Function<Contract, List<Fact>> change,
            Class<T> type,
            Function<Contract, T> answer) {
        String name = operation + " " + command.contractId();
        return idempotency.once(command.key(), name, request, type, () -> {
            Contract contract = contracts.forUpdate(command.contractId());
            if (command.expectedVersion() != null) {
                contract.expect(command.expectedVersion());
            }
            UUID former = contract.counterparty().customerId();
            List<Fact> facts = change.apply(contract);
            if (!former.equals(contract.counterparty().customerId())) {
                contracts.flush();
                customers.contractsChanged(former);
            }
            record(contract, facts);
            return answer.apply(contract);
        });
    }

    /** Writes what changed, then its facts; last, because the audit log lets one writer at a time through. */
    public void record(Contract contract, List<Fact> facts) {
        if (facts.isEmpty()) {
            throw new IllegalStateException("a change without an audit event");
        }
        contracts.flush();
        customers.contractsChanged(contract.counterparty().customerId());
        Actor actor = Actor.of(current.get());
        for (Fact fact : facts) {
            ContractEvents.of(fact)
                    .ifPresent(type ->
                            outbox.add(type, "contracts/" + contract.id(), ContractEvents.data(contract, actor.id())));
        }
        for (Fact fact : facts) {
            audit.append(actor, fact.action(), SUBJECT, contract.id(), fact.data());
        }
    }
}
