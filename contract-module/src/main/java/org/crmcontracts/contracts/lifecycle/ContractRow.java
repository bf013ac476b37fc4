package org.crmcontracts.contracts.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.contracts.terms.MoneyText;
import org.jspecify.annotations.Nullable;

/**
 * A contract in a list.
 *
 * @param masked the fields that the reader does not see
 */
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
        Instant updatedAt,
        List<String> masked) {

    /** The customer in short. */
    public record Party(UUID id, String name) {}
}
