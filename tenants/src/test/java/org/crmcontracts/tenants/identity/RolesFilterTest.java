package org.crmcontracts.tenants.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.RolesAllowed;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesFilterTest {
    static class Endpoint {
        @RolesAllowed({Role.Names.LEGAL, Role.Names.ADMIN})
        public void guarded() {}

        public void forgotten() {}
    }

    @Test
    void onlyNamedRolesPass() throws NoSuchMethodException {
        var guarded = Endpoint.class.getMethod("guarded");
        assertThat(RolesFilter.permits(guarded, Set.of(Role.SALES, Role.LEGAL))).isTrue();
        assertThat(RolesFilter.permits(guarded, Set.of(Role.SALES))).isFalse();
        assertThat(RolesFilter.permits(guarded, Set.of())).isFalse();
    }

    @Test
    void methodWithoutRolesIsClosed() throws NoSuchMethodException {
        assertThat(RolesFilter.permits(Endpoint.class.getMethod("forgotten"), EnumSet.allOf(Role.class)))
                .isFalse();
        assertThat(RolesFilter.permits(null, EnumSet.allOf(Role.class))).isFalse();
    }

    @Test
    void namesAreThoseOfTheRoles() throws IllegalAccessException {
        for (var field : Role.Names.class.getFields()) {
            assertThat(Role.of((String) field.get(null))).contains(Role.valueOf(field.getName()));
        }
        assertThat(Role.Names.class.getFields()).hasSameSizeAs(Role.values());
    }
}
