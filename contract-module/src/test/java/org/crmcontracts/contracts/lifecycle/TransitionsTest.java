package org.crmcontracts.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crmcontracts.tenants.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionsTest {
    // Written down a second time on purpose: the table is the product's promise.
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("DRAFT EDIT", "DRAFT"),
            Map.entry("DRAFT UPLOAD", "DRAFT"),
            Map.entry("DRAFT SUBMIT", "IN_REVIEW"),
            Map.entry("DRAFT CANCEL", "CANCELLED"),
            Map.entry("IN_REVIEW RETURN", "DRAFT"),
            Map.entry("IN_REVIEW WITHDRAW", "DRAFT"),
            Map.entry("IN_REVIEW APPROVE", "APPROVED"),
            Map.entry("IN_REVIEW CANCEL", "CANCELLED"),
            Map.entry("APPROVED SEND_TO_SIGN", "SIGNING"),
            Map.entry("APPROVED CANCEL", "CANCELLED"),
            Map.entry("SIGNING UPLOAD", "SIGNING"),
            Map.entry("SIGNING REGISTER_SIGNING", "SIGNED"),
            Map.entry("SIGNING VOID_SIGNING", "APPROVED"),
            Map.entry("SIGNING CANCEL", "CANCELLED"),
            Map.entry("SIGNED UPLOAD", "SIGNED"),
            Map.entry("SIGNED ACTIVATE", "ACTIVE"),
            Map.entry("ACTIVE UPLOAD", "ACTIVE"),
            Map.entry("ACTIVE RECORD_RECEIPT", "ACTIVE"),
            Map.entry("ACTIVE COMPLETE", "COMPLETED"),
            Map.entry("COMPLETED CLOSE", "CLOSED"),
            Map.entry("CLOSED ARCHIVE", "ARCHIVED"));

    static Stream<Arguments> everyStateAndEvent() {
        return Arrays.stream(LifecycleState.values())
                .flatMap(state -> Arrays.stream(LifecycleEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndEvent")
    void eachEventLeadsWhereTheTableSaysOrNowhere(LifecycleState state, LifecycleEvent event) {
        assertThat(Transitions.next(state, event).map(Enum::name).orElse(null))
                .isEqualTo(EXPECTED.get(state + " " + event));
    }

    @Test
    void theEndsAreReadOnly() {
        assertThat(Transitions.events(LifecycleState.ARCHIVED)).isEmpty();
        assertThat(Transitions.events(LifecycleState.CANCELLED)).isEmpty();
    }

    @Test
    void actionsAreThoseOfTheCallersRoles() {
        assertThat(Transitions.actions(LifecycleState.ACTIVE, Set.of(Role.FINANCE)))
                .containsExactly("recordReceipt");
        assertThat(Transitions.actions(LifecycleState.DRAFT, Set.of(Role.SALES)))
                .containsExactlyInAnyOrder("edit", "submit", "cancel", "upload");
        assertThat(Transitions.actions(LifecycleState.CLOSED, Set.of(Role.RECORDS)))
                .containsExactly("archive");
        assertThat(Transitions.actions(LifecycleState.IN_REVIEW, Set.of(Role.ADMIN, Role.AUDITOR)))
                .isEmpty();
    }
}
