package org.crmcontracts.contracts.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.crmcontracts.tenants.http.FieldError;
import org.crmcontracts.tenants.http.HttpProblem;
import org.crmcontracts.tenants.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which contracts a list shows; a null member does not restrict it.
 *
 * @param query part of the number, title or counterparty's name, in any case
 */
public record ContractFilter(
        @Nullable LifecycleState state, @Nullable String type, @Nullable UUID customerId, @Nullable String query) {

    /** {@code BAD_REQUEST} for a state or an id that is none. */
    public static ContractFilter of(
            @Nullable String state, @Nullable String type, @Nullable String customerId, @Nullable String query) {
        return new ContractFilter(
                state(blankToNull(state)), blankToNull(type), id(blankToNull(customerId)), blankToNull(query));
    }

    private static @Nullable LifecycleState state(@Nullable String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(LifecycleState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> malformed("/state"));
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw malformed("/customerId");
        }
    }

    private static Problem malformed(String pointer) {
        return new Problem(HttpProblem.BAD_REQUEST).withErrors(List.of(new FieldError(pointer, "MALFORMED")));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip().replace("\u0000", "");
    }
}
