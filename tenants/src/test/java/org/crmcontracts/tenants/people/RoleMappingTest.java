package org.crmcontracts.tenants.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.crmcontracts.tenants.identity.Role;
import org.crmcontracts.tenants.identity.Scope;
import org.junit.jupiter.api.Test;

class RoleMappingTest {
    private static final List<RoleMapping> MAPPINGS = List.of(
            new RoleMapping("Account Manager", Role.SALES, Scope.TEAM),
            new RoleMapping("Account Manager", Role.RECORDS, null),
            new RoleMapping("sales", Role.AUDITOR, null));

    @Test
    void aMappedNameMeansWhatItIsMappedToAndNothingElse() {
        assertThat(RoleMapping.grants(List.of("Account Manager"), MAPPINGS, null))
                .isEqualTo(Map.of(Role.SALES, Scope.TEAM, Role.RECORDS, Scope.ALL));
        assertThat(RoleMapping.grants(List.of("sales"), MAPPINGS, null)).isEqualTo(Map.of(Role.AUDITOR, Scope.ALL));
    }

    @Test
    void anUnmappedNameOfOursKeepsItsMeaningAndAnyOtherHasNone() {
        assertThat(RoleMapping.grants(List.of("business", "root", "SALES"), MAPPINGS, null))
                .isEqualTo(Map.of(Role.BUSINESS, Scope.TEAM));
    }

    @Test
    void theWidestReachOfARoleCountsUnlessThePersonHasTheirOwn() {
        List<RoleMapping> two =
                List.of(new RoleMapping("a", Role.SALES, Scope.OWN), new RoleMapping("b", Role.SALES, Scope.ALL));
        assertThat(RoleMapping.grants(List.of("a", "b"), two, null)).isEqualTo(Map.of(Role.SALES, Scope.ALL));
        assertThat(RoleMapping.grants(List.of("a", "b"), two, Scope.TEAM)).isEqualTo(Map.of(Role.SALES, Scope.TEAM));
    }
}
