package org.crmcontracts.tenants.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crmcontracts.tenants.registry.Placement.Load;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void takesTheClusterWithTheFewestTenants() {
        assertThat(Placement.choose(List.of(new Load("home", 7, 10, true), new Load("east", 3, 10, true))))
                .contains("east");
    }

    @Test
    void takesTheFirstNamedOfEquals() {
        assertThat(Placement.choose(List.of(new Load("home", 3, 10, true), new Load("east", 3, 10, true))))
                .contains("home");
    }

    @Test
    void passesOverAClusterThatIsFullOrDown() {
        List<Load> loads =
                List.of(new Load("home", 9, 10, true), new Load("full", 2, 2, true), new Load("down", 0, 10, false));
        assertThat(Placement.choose(loads)).contains("home");
    }

    @Test
    void findsNoneWhereNoneHasRoom() {
        assertThat(Placement.choose(List.of(new Load("home", 10, 10, true), new Load("east", 0, 10, false))))
                .isEmpty();
    }
}
