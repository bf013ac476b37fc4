package org.crmcontracts.connectors.customer;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Which customer becomes part of which.
 *
 * @param mergedVersion the version of the merged one that the person saw; the survivor's is in {@code If-Match}
 * @param take fields whose values the survivor takes of the merged one, empty ones as well
 */
public record MergeRequest(
        @NotNull UUID survivorId,
        @NotNull UUID mergedId,
        @NotNull Long mergedVersion,
        @NotNull @Size(max = 20) List<@NotNull String> take) {}
