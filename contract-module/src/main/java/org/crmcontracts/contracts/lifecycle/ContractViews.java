package org.crmcontracts.contracts.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.crmcontracts.contracts.library.NumberedClause;
import org.crmcontracts.contracts.terms.MoneyText;
import org.crmcontracts.tenants.http.Messages;
import org.crmcontracts.tenants.identity.CurrentCaller;

/** Puts a contract's view together for the caller. */
@ApplicationScoped
@Transactional
public class ContractViews {
    @Inject
    ContractAccess access;

    @Inject
    Contracts contracts;

    @Inject
    @Any
    Instance<ContractPart> rooms;

    @Inject
    CurrentCaller current;

    /** {@code CONTRACT_NOT_FOUND} if there is none that the caller may know of. */
    public ContractView get(UUID id) {
        Access reader = access.to(id);
        return of(contracts.get(id), reader);
    }

    /** As the caller may see it; its changes must have been written. */
    public ContractView of(Contract contract) {
        return of(contract, access.to(contract.id()));
    }

    /** As {@link #of}, of one that the caller has just created: nothing can stand beside it yet, so nothing is asked. */
    public ContractView ofNew(Contract contract) {
        return of(contract, access.toNew(contract), new ContractParts());
    }

    private ContractView of(Contract contract, Access reader) {
        ContractParts parts = new ContractParts();
        for (ContractPart room : rooms) {
            room.addTo(parts, contract);
        }
        return of(contract, reader, parts);
    }

    private ContractView of(Contract contract, Access reader, ContractParts parts) {
        Counterparty party = contract.counterparty();
        return new ContractView(
                        contract.id(),
                        contract.version(),
                        contract.number(),
                        contract.title(),
                        contract.type(),
                        contract.state(),
                        contract.ourParty(),
                        new ContractView.Party(
                                party.customerId(), party.name(), party.registrationNumber(), party.address()),
                        MoneyText.of(contract.amount()),
                        contract.startsOn(),
                        contract.endsOn(),
                        contract.owner().id(),
                        contract.owner().name(),
                        contract.createdAt(),
                        contract.updatedAt(),
                        contract.contentHash(),
                        NumberedClause.number(contract.clauses()),
                        parts.payments,
                        parts.documents,
                        parts.approval,
                        parts.signing,
                        parts.closure,
                        parts.archive,
                        Transitions.actions(contract.state(), reader::permits),
                        nextStep(contract.state(), parts, current.locale()),
                        List.of())
                .without(reader.masked());
    }

    private static ContractView.NextStep nextStep(LifecycleState state, ContractParts parts, Locale locale) {
        String text = Messages.text(ContractView.class, "next." + state, Map.of(), locale);
        String role =
                switch (state) {
                    case DRAFT, APPROVED, SIGNING, SIGNED, COMPLETED -> "sales";
                    case IN_REVIEW -> waitingLane(parts);
                    case ACTIVE -> "finance";
                    case CLOSED -> "records";
                    case ARCHIVED, CANCELLED -> "";
                };
        return new ContractView.NextStep(text, role);
    }

    private static String waitingLane(ContractParts parts) {
        List<ContractView.Task> tasks = parts.approval == null ? List.of() : parts.approval.tasks();
        return tasks.stream()
                .filter(task -> task.state().equals("OPEN"))
                .map(task -> task.lane().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("legal");
    }
}
