package org.crmcontracts.contracts.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.people.Permissions;
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
    void actionsAreThoseOfTheCallersPermissions() {
        assertThat(actions(LifecycleState.ACTIVE, Role.FINANCE)).containsExactly("recordReceipt");
        assertThat(actions(LifecycleState.DRAFT, Role.SALES))
                .containsExactlyInAnyOrder("edit", "submit", "cancel", "upload");
        assertThat(actions(LifecycleState.ACTIVE, Role.LEGAL)).containsExactly("upload");
        assertThat(actions(LifecycleState.CLOSED, Role.RECORDS)).containsExactly("archive");
        assertThat(actions(LifecycleState.IN_REVIEW, Role.ADMIN)).isEmpty();
        assertThat(actions(LifecycleState.IN_REVIEW, Role.AUDITOR)).isEmpty();
    }

    private static List<String> actions(LifecycleState state, Role role) {
        return Transitions.actions(
                state, permission -> Permissions.rolesOf(permission.key()).contains(role));
    }
}
