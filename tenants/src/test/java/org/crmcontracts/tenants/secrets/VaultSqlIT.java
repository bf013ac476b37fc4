package org.crmcontracts.tenants.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.crmcontracts.tenants.provisioning.IssuerSpec;
import org.crmcontracts.tenants.provisioning.NewTenant;
import org.crmcontracts.tenants.provisioning.Provisioning;
import org.crmcontracts.tenants.registry.Tenant;
import org.crmcontracts.tenants.testing.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tenants' keys where they are kept. */
class VaultSqlIT {
    private static final String KEYSET = Vault.newKeyset();

    private static DataSource admin;
    private static DataSource app;
    private static Tenant one;
    private static Tenant two;

    private final Vault vault = vault(KEYSET, "");

    @BeforeAll
    static void provision() {
        EmbeddedDatabase.start();
        EmbeddedDatabase.createDatabase("vault");
        admin = EmbeddedDatabase.admin("vault");
        app = EmbeddedDatabase.as("vault", "vault_app", "v");
        Provisioning provisioning = new Provisioning(admin, "vault_app");
        provisioning.ensureAppRole("v");
        provisioning.migratePlatform();
        one = tenant("vault-one");
        two = tenant("vault-two");
    }

    @Test
    void secretComesBackAndIsNotReadable() {
        String sealed = vault.seal(one, "connection/1/refreshToken", "机密-secret");
        assertThat(sealed).startsWith("v2:").doesNotContain("secret");
        assertThat(vault.open(one, "connection/1/refreshToken", sealed)).isEqualTo("机密-secret");
        assertThat(vault.seal(one, "connection/1/refreshToken", "机密-secret")).isNotEqualTo(sealed);
        assertThat(vault(KEYSET, "").open(one, "connection/1/refreshToken", sealed))
                .isEqualTo("机密-secret");
    }

    @Test
    void otherTenantContextKeyOrTextDoesNotOpen() {
        String sealed = vault.seal(one, "a", "s");
        vault.seal(two, "a", "s");
        assertRefused(vault, two, "a", sealed);
        assertRefused(vault, one, "b", sealed);
        assertRefused(vault(Vault.newKeyset(), ""), one, "a", sealed);
        assertRefused(vault, one, "a", sealed.substring(0, sealed.length() - 2) + "AA");
        assertRefused(vault, one, "a", sealed.replaceFirst("v2:[0-9]+:", "v2:99:"));
        assertRefused(vault, one, "a", "plain");
    }

    @Test
    void aKeyCopiedToAnotherTenantDoesNotOpen() throws Exception {
        Tenant thief = tenant("vault-thief");
        String sealed = vault.seal(one, "a", "s");
        run("insert into platform.tenant_key (tenant_id, version, keyset_sealed) select '" + thief.id()
                + "', version, keyset_sealed from platform.tenant_key where tenant_id = '" + one.id() + "'");
        assertRefused(vault(KEYSET, ""), thief, "a", sealed);
    }

    @Test
    void textsOfTheFirstFormStillOpen() {
        Aead former = Keysets.aead(KEYSET, "test");
        String sealed = "v1:" + Keysets.seal(former, "old", one.id() + "\na");
        assertThat(vault("", KEYSET).open(one, "a", sealed)).isEqualTo("old");
        assertThat(vault(Vault.newKeyset(), KEYSET).open(one, "a", sealed)).isEqualTo("old");
        assertRefused(vault("", KEYSET), two, "a", sealed);
        assertThatThrownBy(() -> vault(Vault.newKeyset(), "").open(one, "a", sealed))
                .hasMessageContaining("secrets.keyset");
    }

    @Test
    void keysAreRenewedUnderANewKeyEncryptionKey() throws Exception {
        Tenant own = tenant("vault-renewed");
        String before = vault.seal(own, "a", "s");
        String fresh = Vault.newKeyset();
        int version;
        try (Connection connection = app.getConnection()) {
            version = TenantKeys.over(app, new KeyEncryptionKey(Optional.of(fresh), Optional.of(KEYSET)))
                    .renew(connection, own.id());
        }
        assertThat(version).isEqualTo(2);
        Vault renewed = vault(fresh, "");
        assertThat(renewed.open(own, "a", before)).isEqualTo("s");
        String after = renewed.seal(own, "a", "s");
        assertThat(Vault.isSince(2, before)).isFalse();
        assertThat(Vault.isSince(2, after)).isTrue();
        assertThat(Vault.isSince(1, "v1:x")).isFalse();
        assertRefused(vault(KEYSET, ""), own, "a", after);
    }

    @Test
    void nodesThatMakeTheFirstKeyAtOnceAgree() throws Exception {
        Tenant own = tenant("vault-raced");
        ExecutorService nodes = Executors.newFixedThreadPool(6);
        Set<Future<String>> sealed = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            sealed.add(nodes.submit(() -> vault(KEYSET, "").seal(own, "a", "s")));
        }
        for (Future<String> text : sealed) {
            assertThat(vault.open(own, "a", text.get())).isEqualTo("s");
        }
        nodes.shutdown();
    }

    @Test
    void erasingTheTenantShredsItsKey() throws Exception {
        Tenant own = tenant("vault-erased");
        String sealed = vault.seal(own, "a", "s");
        run("delete from platform.trusted_issuer where tenant_id = '" + own.id() + "'");
        run("delete from platform.tenant where id = '" + own.id() + "'");
        assertRefused(vault(KEYSET, ""), own, "a", sealed);
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from platform.tenant_key where tenant_id = '" + own.id() + "'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    private static void assertRefused(Vault vault, Tenant tenant, String context, String sealed) {
        assertThatThrownBy(() -> vault.open(tenant, context, sealed)).isInstanceOf(IllegalStateException.class);
    }

    private static Vault vault(String setting, String former) {
        KeyEncryptionKey kek = new KeyEncryptionKey(Optional.of(setting), Optional.of(former));
        return new Vault(kek, TenantKeys.over(app, kek));
    }

    private static void run(String sql) throws Exception {
        try (Connection connection = admin.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Tenant tenant(String key) {
        return new Provisioning(admin, "vault_app")
                .provision(new NewTenant(
                        key,
                        key,
                        Locale.ENGLISH,
                        ZoneId.of("UTC"),
                        "CNY",
                        new IssuerSpec("https://" + key + ".example", "a", "{\"keys\":[]}", List.of())));
    }
}
