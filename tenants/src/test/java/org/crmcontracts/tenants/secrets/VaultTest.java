package org.crmcontracts.tenants.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.registry.TenantState;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final Tenant ONE = tenant("one");
    private static final Tenant TWO = tenant("two");
    private final Vault vault = Vault.with(Vault.newKeyset());

    @Test
    void secretComesBackAndIsNotReadable() {
        String sealed = vault.seal(ONE, "connection/1/refreshToken", "机密-secret");
        assertThat(sealed).doesNotContain("secret");
        assertThat(vault.open(ONE, "connection/1/refreshToken", sealed)).isEqualTo("机密-secret");
        assertThat(vault.seal(ONE, "connection/1/refreshToken", "机密-secret")).isNotEqualTo(sealed);
    }

    @Test
    void otherTenantContextKeysetOrTextDoesNotOpen() {
        String sealed = vault.seal(ONE, "a", "s");
        assertRefused(vault, TWO, "a", sealed);
        assertRefused(vault, ONE, "b", sealed);
        assertRefused(Vault.with(Vault.newKeyset()), ONE, "a", sealed);
        assertRefused(vault, ONE, "a", sealed.substring(0, sealed.length() - 2) + "AA");
        assertRefused(vault, ONE, "a", "plain");
    }

    @Test
    void missingKeysetIsSaidClearly() {
        assertThatThrownBy(() -> Vault.with(" ").seal(ONE, "a", "s")).hasMessageContaining("secrets.keyset");
    }

    private static void assertRefused(Vault vault, Tenant tenant, String context, String sealed) {
        assertThatThrownBy(() -> vault.open(tenant, context, sealed)).isInstanceOf(IllegalStateException.class);
    }

    private static Tenant tenant(String key) {
        return new Tenant(
                UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                key,
                key,
                "t_" + key,
                "t_" + key,
                TenantState.ACTIVE,
                Locale.ENGLISH,
                ZoneId.of("UTC"),
                "CNY",
                null,
                null,
                null,
                "home");
    }
}
