package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crmcontracts.tenants.events.EventCatalogue;
import org.crmcontracts.tenants.events.EventType;

/**
 * What receivers outside are told of a contract. An admin, who sets receivers up, may not read contracts: an event names
 * the contract, its number, state and actor, and nothing of what it says.
 */
@ApplicationScoped
public class ContractEvents implements EventCatalogue {
    private static final Map<String, EventType> BY_ACTION = new LinkedHashMap<>();

    static {
        tell("contract.created", "contract.created", LifecycleState.DRAFT);
        tell("contract.submitted", "contract.submitted", LifecycleState.IN_REVIEW);
        tell("contract.withdrawn", "contract.withdrawn", LifecycleState.DRAFT);
        tell("approval.returned", "contract.returned", LifecycleState.DRAFT);
        tell("contract.approved", "contract.approved", LifecycleState.APPROVED);
        tell("signing.opened", "contract.sent-to-sign", LifecycleState.SIGNING);
        tell("signing.voided", "contract.signing-voided", LifecycleState.APPROVED);
        tell("signing.registered", "contract.signed", LifecycleState.SIGNED);
        tell("contract.activated", "contract.activated", LifecycleState.ACTIVE);
        tell("receipt.recorded", "contract.receipt-recorded", LifecycleState.ACTIVE);
        tell("contract.completed", "contract.completed", LifecycleState.COMPLETED);
        tell("contract.closed", "contract.closed", LifecycleState.CLOSED);
        tell("contract.archived", "contract.archived", LifecycleState.ARCHIVED);
        tell("contract.cancelled", "contract.cancelled", LifecycleState.CANCELLED);
    }

    private static void tell(String action, String type, LifecycleState state) {
        BY_ACTION.put(
                action,
                new EventType(
                        type,
                        ContractEvents.class,
                        "contracts/0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                        Map.of(
                                "contractId",
                                "0190a6f5-7b1e-7c3d-8a11-1f2e3d4c5b6a",
                                "number",
                                "S-2026-0001",
                                "state",
                                state.name(),
                                "version",
                                7,
                                "actorId",
                                "u-17")));
    }

    @Override
    public List<EventType> types() {
        return List.copyOf(BY_ACTION.values());
    }

    /** The type that tells of a fact, empty for what is nobody's business outside. */
    static Optional<EventType> of(Fact fact) {
        return Optional.ofNullable(BY_ACTION.get(fact.action()));
    }

    /** The data of an event; the state is the one after the whole command. */
    static Map<String, Object> data(Contract contract, String actorId) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("contractId", contract.id());
        data.put("number", contract.number());
        data.put("state", contract.state());
        data.put("version", contract.version());
        data.put("actorId", actorId);
        return data;
    }
}
