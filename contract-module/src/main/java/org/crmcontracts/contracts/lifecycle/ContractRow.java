package org.crmcontracts.contracts.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/** A contract in a list. */
public record ContractRow(
        UUID id,
        String number,
        String title,
        String type,
        Party counterparty,
        @Nullable MoneyText amount,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        LifecycleState state,
        String ownerName,
        Instant updatedAt) {

    /** The customer in short. */
    public record Party(UUID id, String name) {}

    public static ContractRow of(Contract contract) {
        return new ContractRow(
                contract.id(),
                contract.number(),
                contract.title(),
                contract.type(),
                new Party(
                        contract.counterparty().customerId(),
                        contract.counterparty().name()),
                MoneyText.of(contract.amount()),
                contract.startsOn(),
                contract.endsOn(),
                contract.state(),
                contract.owner().name(),
                contract.updatedAt());
    }
}
