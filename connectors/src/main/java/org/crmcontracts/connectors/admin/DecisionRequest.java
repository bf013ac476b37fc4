package org.crmcontracts.connectors.admin;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.crmcontracts.connectors.sync.DecidingConflicts;
import org.jspecify.annotations.Nullable;

/**
 * How a conflict is decided.
 *
 * @param value the third value, where neither side's stands
 * @param remember whether the field belongs to that side from now on
 */
public record DecisionRequest(
        @NotNull DecidingConflicts.Decision decision, @Nullable @Size(max = 2_000) String value, boolean remember) {}
