package org.crmcontracts.connectors.customer;

import jakarta.validation.constraints.NotNull;

/**
 * What a person says of a pair.
 *
 * @param dismissed whether the two are not one; false takes that back
 */
public record DismissalRequest(@NotNull Boolean dismissed) {}
